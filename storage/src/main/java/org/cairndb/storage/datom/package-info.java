/**
 * Datoms as columns: value types, schema, attribute columns and the total order of every index. Everything here is immutable once built and sees
 * nothing but the JDK, so that leaves, transactions and tails share one representation.
 */
@NullMarked
package org.cairndb.storage.datom;

import org.jspecify.annotations.NullMarked;
