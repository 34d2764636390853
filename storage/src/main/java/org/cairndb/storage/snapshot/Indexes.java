package org.cairndb.storage.snapshot;

import java.util.List;
import java.util.OptionalLong;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.LevelFetch;
import org.cairndb.storage.tree.MatchingLeaves;
import org.cairndb.storage.tree.Tree;

/** The datoms of one snapshot in every order. Immutable; safe for several threads. */
interface Indexes {
    /** A cursor over a range. */
    DatomCursor cursor(Index index, KeyRange range, Direction direction);

    /** Datoms in a range, exact. */
    long count(Index index, KeyRange range);

    /** Datoms in a range without a look into leaves. */
    long estimate(Index index, KeyRange range);

    /** Datoms in a range from what is in memory; empty if that does not tell. */
    OptionalLong countAtHand(Index index, KeyRange range);

    /** Disjoint ascending ranges of about the same number of datoms that together are a range, from branch nodes alone; at most so many. */
    List<KeyRange> split(Index index, KeyRange range, int parts);

    /** Where in AEVT an attribute may have a value in one of some disjoint ascending ranges of AVET, from branch nodes alone. */
    MatchingLeaves matching(int attribute, List<KeyRange> values);

    /** The trees in which key ranges of an index lie, for fetching ahead; none where that is not known. */
    List<LevelFetch.Part> parts(Index index, List<KeyRange> ranges, LevelFetch.Extent extent);

    /** The trees that hold the datoms of an index, for those who look at what is in memory; asks for nothing ahead. */
    List<Tree> trees(Index index);
}
