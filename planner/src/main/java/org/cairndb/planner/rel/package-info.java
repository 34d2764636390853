/**
 * Cairn's tables and relational operators for Calcite: schemas over snapshots, types, and the physical convention whose plans become operators of
 * {@link org.cairndb.planner.exec}.
 */
@NullMarked
package org.cairndb.planner.rel;

import org.jspecify.annotations.NullMarked;
