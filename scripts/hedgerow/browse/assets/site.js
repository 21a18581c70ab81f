"use strict";
// Before the first line is drawn: what needs a script is shown, what is said twice is not.
document.documentElement.classList.add("script");
