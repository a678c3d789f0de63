// What the loader asks of the widget. What else the glue exports is dropped.
export { default, css, mount, mount_help } from "fyr-glue";
