/**
 * Versions of rows: the states between the transactions that changed them, from datoms that are current and datoms that were retired, read side by side in
 * the order of entities. Nothing here reads LOG.
 */
@NullMarked
package org.cairndb.planner.exec.history;

import org.jspecify.annotations.NullMarked;
