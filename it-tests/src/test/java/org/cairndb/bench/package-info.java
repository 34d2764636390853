/**
 * The yardstick: what Cairn costs and how fast it is on known data, beside other databases in the same run. Results are kept in docs/benchmarks.md.
 */
@NullMarked
package org.cairndb.bench;

import org.jspecify.annotations.NullMarked;
