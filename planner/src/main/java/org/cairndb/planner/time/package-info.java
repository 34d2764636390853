/** Which snapshot a table of a statement reads: the session's, or one at a transaction or time that an expression gives at execution. */
@NullMarked
package org.cairndb.planner.time;

import org.jspecify.annotations.NullMarked;
