// What the shell loads: the wasm begins by itself. No path is made of anything that could be written.
import init from "fyr-glue";

init({ module_or_path: new URL("console_bg.wasm", import.meta.url) });
