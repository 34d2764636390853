/**
 * What a caller can put into a transaction, and how that becomes effective datoms against one snapshot.
 *
 * <p>Everything here is a function of the snapshot and the request: nothing is stored, so a lost race is answered by doing it again. The rules are
 * written down in docs/transactions.md.
 */
@NullMarked
package org.cairndb.writer.tx;

import org.jspecify.annotations.NullMarked;
