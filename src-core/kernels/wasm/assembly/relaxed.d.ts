/** For editors: the compiler is told by --use RELAXED=0 or 1. */
declare const RELAXED: i32;
