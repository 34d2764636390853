/**
 * The tables and queries of TPC-H: generated at any scale factor, the same rows in Cairn and in the databases that it is compared with. Answers are
 * compared exactly but for floating point.
 */
@NullMarked
package org.cairndb.tpch;

import org.jspecify.annotations.NullMarked;
