// The loader of a page that is well: everything but what draws.

import { begin } from "./registry.js";

begin();
