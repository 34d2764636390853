package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.DatomCursor;

/** What must hold of every database after any test that wrote. */
final class StoreChecks {
    private static final Comparator<Datom> BY_ENTITY = Comparator.comparingLong(Datom::entity)
            .thenComparingInt(Datom::attribute)
            .thenComparing(datom -> datom.value().toString());

    private StoreChecks() {}

    /** Checks all that is stored, replays the log of the newest snapshot and compares every index with the outcome. */
    static void check(NodeStore store) {
        Database database = Database.open(store, Writer.MAIN_BRANCH, new NodeCache(64 << 20));
        assertThat(Checker.check(database).problems()).isEmpty();
        checkLog(database.snapshot());
    }

    private static void checkLog(Snapshot snapshot) {
        Map<String, Datom> replayed = replay(snapshot);
        List<Datom> expected = sorted(replayed.values());
        assertThat(sorted(snapshot.datoms(Index.EAVT, KeyRange.all()))).isEqualTo(expected);
        assertThat(sorted(snapshot.datoms(Index.AEVT, KeyRange.all()))).isEqualTo(expected);
        List<Datom> indexed = expected.stream()
                .filter(datom -> snapshot.schema().attribute(datom.attribute()).inAvet())
                .toList();
        assertThat(sorted(snapshot.datoms(Index.AVET, KeyRange.all()))).isEqualTo(indexed);
        checkPresence(snapshot, expected);
        checkUniques(snapshot, expected);
    }

    private static Map<String, Datom> replay(Snapshot snapshot) {
        Map<String, Datom> current = new TreeMap<>();
        long lastTx = 0;
        long lastMicros = Long.MIN_VALUE;
        try (DatomCursor cursor = snapshot.log(1, Long.MAX_VALUE)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    Datom datom = batch.datom(i, snapshot.schema());
                    assertThat(datom.tx()).isBetween(lastTx, lastTx + 1);
                    lastTx = datom.tx();
                    if (datom.attribute() == SystemAttributes.TX_INSTANT.id()) {
                        assertThat(datom.entity()).isEqualTo(EntityIds.ofTx(datom.tx()));
                        long micros = Values.microsOf((Instant) datom.value());
                        assertThat(micros).isGreaterThan(lastMicros);
                        lastMicros = micros;
                    }
                    apply(current, datom);
                }
            }
        }
        assertThat(lastTx).isEqualTo(snapshot.tx());
        return current;
    }

    private static void apply(Map<String, Datom> current, Datom datom) {
        String key = datom.entity() + " " + datom.attribute() + " " + datom.value();
        if (datom.added()) {
            assertThat(current.put(key, datom)).as("added twice: %s", datom).isNull();
        } else {
            assertThat(current.remove(key))
                    .as("retracted while absent: %s", datom)
                    .isNotNull();
        }
    }

    private static void checkPresence(Snapshot snapshot, List<Datom> datoms) {
        Map<String, Boolean> marked = new TreeMap<>();
        Map<String, Boolean> needed = new TreeMap<>();
        Map<String, Integer> ones = new TreeMap<>();
        for (Datom datom : datoms) {
            Attribute attribute = snapshot.schema().attribute(datom.attribute());
            if (attribute.isSystem()) {
                continue;
            }
            String row = datom.entity() + " " + attribute.namespace();
            (attribute.isPresence() ? marked : needed).put(row, true);
            if (!attribute.isMany()) {
                assertThat(ones.merge(datom.entity() + " " + attribute.ident(), 1, Integer::sum))
                        .isEqualTo(1);
            }
        }
        assertThat(marked).isEqualTo(needed);
    }

    private static void checkUniques(Snapshot snapshot, List<Datom> datoms) {
        Map<String, Long> owners = new TreeMap<>();
        for (Datom datom : datoms) {
            if (snapshot.schema().attribute(datom.attribute()).isUnique()) {
                assertThat(owners.put(datom.attribute() + " " + datom.value(), datom.entity()))
                        .isNull();
            }
        }
    }

    private static List<Datom> sorted(Iterable<Datom> datoms) {
        List<Datom> list = new ArrayList<>();
        datoms.forEach(list::add);
        list.sort(BY_ENTITY);
        return list;
    }
}
