// The loader of a page that is not well: with what draws, so that the first line costs one request.

import { line } from "./line.js";
import { begin } from "./registry.js";

begin(line);
