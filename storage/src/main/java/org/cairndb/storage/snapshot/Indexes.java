package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** The datoms of one snapshot in every order. Immutable; safe for several threads. */
interface Indexes {
    /** A cursor over a range. */
    DatomCursor cursor(Index index, KeyRange range, Direction direction);

    /** Datoms in a range, exact. */
    long count(Index index, KeyRange range);

    /** Datoms in a range without a look into leaves. */
    long estimate(Index index, KeyRange range);
}
