/**
 * SQL over snapshots: parsing, validation, planning and execution.
 *
 * <p>Plans name no snapshot; snapshots bind when a statement runs.
 */
@NullMarked
package org.cairndb.planner;

import org.jspecify.annotations.NullMarked;
