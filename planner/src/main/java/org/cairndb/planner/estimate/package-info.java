/**
 * How many rows a plan gives: estimates from counts, distinct values and bounds that heads and branch nodes know. No estimate reads more than the two
 * leaves at the ends of a key range, and asking for one twice costs nothing.
 */
@NullMarked
package org.cairndb.planner.estimate;

import org.jspecify.annotations.NullMarked;
