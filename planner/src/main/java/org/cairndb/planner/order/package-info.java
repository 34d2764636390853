/**
 * The order of joins. A region of a plan is what is joined by inner joins, together with the left, semi and anti joins among them; it is taken apart into
 * its inputs and conditions, searched for the order with the least work, and put together again with the same columns.
 */
@NullMarked
package org.cairndb.planner.order;

import org.jspecify.annotations.NullMarked;
