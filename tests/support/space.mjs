// The space that a portal reserves so that nothing in it moves, as the documentation has it.
//
// A rule for the element in every state. With `:not(:defined)` alone the space is given back when all is well, and what
// stands below moves up; and a trouble that comes while the portal is open finds none.

/** For the line, and for the panel of an element with `open`. */
export const SPACE = {
  line: `fyr-status { display: block; min-height: 11rem }
@media (min-width: 40rem) { fyr-status { min-height: 5rem } }`,
  panel: "fyr-status[open] { display: block; height: 32rem; overflow: auto }",
};
