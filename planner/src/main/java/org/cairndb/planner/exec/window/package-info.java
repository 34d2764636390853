/** Window functions: rows come sorted by partition and order, and whole partitions are worked on at a time. */
@NullMarked
package org.cairndb.planner.exec.window;

import org.jspecify.annotations.NullMarked;
