/**
 * Recursive queries: an operator that runs a plan again and again, each time with what it gave the time before. The rows of a round reach the operators of
 * the next one as parameters, so a plan that does not mention them knows nothing of rounds.
 */
@NullMarked
package org.cairndb.planner.exec.recursion;

import org.jspecify.annotations.NullMarked;
