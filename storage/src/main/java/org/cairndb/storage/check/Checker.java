package org.cairndb.storage.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.CommitHash;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.FlushRecord;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/**
 * Checks a branch from the stored bytes: every node that the head or a kept flush record reaches (hash, structure, order, counts, bounds), the commit
 * chain, and that all indexes tell the same story: EAVT, AEVT and AVET hold the same datoms; what LOG added is current or retired; what it retracted is
 * retired at that transaction; and the counts and bounds of the head. Memory is bounded by the number of nodes and transactions, not of datoms.
 */
public final class Checker {
    /** Problems after which no more are listed. */
    public static final int MAX_PROBLEMS = 100;

    private final NodeStore store;
    private final Snapshot snapshot;
    private final Head head;
    private final Schema schema;
    private final Problems problems = new Problems();
    private final TreeCheck trees;

    private Checker(Database database) {
        this.store = database.store();
        this.snapshot = database.snapshot();
        this.head = snapshot.head();
        this.schema = snapshot.schema();
        this.trees = new TreeCheck(store, problems);
    }

    /**
     * Checks the newest state of a branch and everything that it still reaches.
     *
     * @throws CairnException if there is no such branch, its head is damaged, or the store cannot be read
     */
    public static CheckReport check(Database database) {
        return new Checker(database).run();
    }

    private CheckReport run() {
        List<FlushRecord> records = flushRecords();
        checkTrees(records);
        checkOlderRoots(records);
        if (!problems.any()) {
            checkAgreement();
        }
        long datoms = problems.any() ? 0 : snapshot.count(Index.EAVT, KeyRange.all());
        return new CheckReport(head.tx(), trees.nodes(), trees.bytes(), datoms, problems.all());
    }

    private List<FlushRecord> flushRecords() {
        List<FlushRecord> records = new ArrayList<>();
        walk(Index.COMMITS, datoms -> {
            for (int i = 0; i < datoms.size(); i++) {
                records.add(FlushRecord.read(datoms, i));
            }
        });
        return records;
    }

    /** Proves the trees of the head, and on the way the commit chain. */
    private void checkTrees(List<FlushRecord> records) {
        for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET, Index.RETIRED_EAVT, Index.RETIRED_AEVT)) {
            walk(index, datoms -> {});
        }
        Map<Long, Long> counts = new HashMap<>();
        walk(Index.LOG, datoms -> {
            for (int i = 0; i < datoms.size(); i++) {
                counts.merge(datoms.tx(i), 1L, Long::sum);
            }
        });
        TreeMap<Long, CommitHash> expected = new TreeMap<>();
        records.forEach(record -> expected.put(record.tx(), record.hash()));
        if (head.flushedTx() > 0) {
            CommitHash recorded = expected.put(head.flushedTx(), head.flushedHash());
            problems.require(
                    head.flushedHash().equals(recorded),
                    "The head says that it was flushed at transaction %d with hash %s, COMMITS says %s",
                    head.flushedTx(),
                    head.flushedHash(),
                    recorded);
        }
        if (!problems.any()) {
            ChainCheck chain = new ChainCheck(problems, counts, expected);
            walk(Index.LOG, chain::leaf);
            chain.finish(head.flushedTx());
        }
    }

    private void checkOlderRoots(List<FlushRecord> records) {
        for (FlushRecord record : records) {
            if (record.tx() >= head.rootsSince()) {
                for (Index index : Index.values()) {
                    record.roots().of(index).ifPresent(root -> trees.walkNew(index, root));
                }
            }
        }
    }

    private void walk(Index index, TreeCheck.LeafVisitor visitor) {
        head.roots().of(index).ifPresent(root -> trees.walk(index, root, visitor));
    }

    /** Compares what the indexes of the snapshot, tail included, hold. */
    private void checkAgreement() {
        DatomSum rows = new DatomSum();
        DatomSum indexedRows = new DatomSum();
        DatomSum timeless = new DatomSum();
        DatomSum kept = new DatomSum();
        Map<Integer, Long> counts = new HashMap<>();
        RowCheck rowCheck = new RowCheck(schema, problems);
        BoundsCheck boundsCheck = new BoundsCheck(head, schema, problems);
        each(Index.EAVT, cursor -> {
            DatomBatch batch = cursor.batch();
            rowCheck.datoms(batch, cursor.from(), cursor.to());
            boundsCheck.datoms(batch, cursor.from(), cursor.to());
            for (int i = cursor.from(); i < cursor.to(); i++) {
                int attribute = batch.attribute(i);
                counts.merge(attribute, 1L, Long::sum);
                rows.add(batch, i, batch.tx(i), 1);
                timeless.add(batch, i, 0, 1);
                if (inAvet(attribute)) {
                    indexedRows.add(batch, i, batch.tx(i), 1);
                }
                if (keepsHistory(attribute)) {
                    kept.add(batch, i, batch.tx(i), 1);
                }
            }
        });
        rowCheck.finish();
        boundsCheck.finish();
        compare("EAVT and AEVT", rows, sum(Index.AEVT));
        compare("EAVT and AVET", indexedRows, sum(Index.AVET));
        checkStatistics(counts);
        checkUnique();
        checkLog(timeless, kept);
    }

    private void checkLog(DatomSum timeless, DatomSum kept) {
        DatomSum net = new DatomSum();
        DatomSum added = new DatomSum();
        DatomSum retracted = new DatomSum();
        each(Index.LOG, cursor -> {
            DatomBatch batch = cursor.batch();
            for (int i = cursor.from(); i < cursor.to(); i++) {
                net.add(batch, i, 0, batch.added(i) ? 1 : -1);
                if (keepsHistory(batch.attribute(i))) {
                    (batch.added(i) ? added : retracted).add(batch, i, batch.tx(i), 1);
                }
            }
        });
        compare("EAVT and LOG", timeless, net);
        DatomSum ended = new DatomSum();
        DatomSum retiredRows = new DatomSum();
        each(Index.RETIRED_EAVT, cursor -> {
            DatomBatch batch = cursor.batch();
            for (int i = cursor.from(); i < cursor.to(); i++) {
                kept.add(batch, i, batch.tx(i), 1);
                ended.add(batch, i, batch.retiredAt(i), 1);
                retiredRows.add(batch, i, batch.tx(i) * 31 + batch.retiredAt(i), 1);
            }
        });
        compare("the additions of LOG and EAVT with RETIRED_EAVT", added, kept);
        compare("the retractions of LOG and RETIRED_EAVT", retracted, ended);
        DatomSum retiredColumns = new DatomSum();
        each(Index.RETIRED_AEVT, cursor -> {
            DatomBatch batch = cursor.batch();
            for (int i = cursor.from(); i < cursor.to(); i++) {
                retiredColumns.add(batch, i, batch.tx(i) * 31 + batch.retiredAt(i), 1);
            }
        });
        compare("RETIRED_EAVT and RETIRED_AEVT", retiredRows, retiredColumns);
    }

    private void checkStatistics(Map<Integer, Long> counts) {
        for (Attribute attribute : schema.attributes()) {
            long actual = counts.getOrDefault(attribute.id(), 0L);
            long said = head.statistics(attribute.id()).count();
            problems.require(
                    actual == said, "The head counts %d values of \"%s\", EAVT %d", said, attribute.ident(), actual);
        }
    }

    private void checkUnique() {
        for (Attribute attribute : schema.attributes()) {
            if (attribute.isUnique()) {
                checkUnique(attribute);
            }
        }
    }

    private void checkUnique(Attribute attribute) {
        KeyRange range = KeyRange.ofAttribute(attribute.id());
        try (DatomCursor cursor = snapshot.cursor(Index.AVET, range, Direction.FORWARD)) {
            DatomBatch previous = null;
            int at = 0;
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    DatomBatch batch = cursor.batch();
                    if (previous != null
                            && previous.vector(at).compare(previous.slot(at), batch.vector(i), batch.slot(i)) == 0) {
                        problems.add(
                                "Entities %d and %d hold the same value of \"%s\", which is unique",
                                previous.entity(at), batch.entity(i), attribute.ident());
                    }
                    previous = batch;
                    at = i;
                }
            }
        }
    }

    private DatomSum sum(Index index) {
        DatomSum sum = new DatomSum();
        each(index, cursor -> {
            for (int i = cursor.from(); i < cursor.to(); i++) {
                sum.add(cursor.batch(), i, cursor.batch().tx(i), 1);
            }
        });
        return sum;
    }

    private void compare(String what, DatomSum left, DatomSum right) {
        problems.require(left.sameAs(right), "Different datoms in %s: %d and %d", what, left.count(), right.count());
    }

    private void each(Index index, Consumer<DatomCursor> slice) {
        try (DatomCursor cursor = snapshot.cursor(index, KeyRange.all(), Direction.FORWARD)) {
            while (cursor.next()) {
                slice.accept(cursor);
            }
        }
    }

    private boolean inAvet(int attribute) {
        return schema.find(attribute).map(Attribute::inAvet).orElse(false);
    }

    private boolean keepsHistory(int attribute) {
        return !schema.find(attribute).map(Attribute::isNoHistory).orElse(false);
    }
}
