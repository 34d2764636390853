package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * Reads attributes of cardinality one of known entities: each from AEVT, or all of them from EAVT, whichever touches fewer leaves. Runs of entities that
 * ascend from one to the next share what they touch. Not thread-safe.
 */
public final class EntityValues implements AutoCloseable {
    private static final double DATOMS_PER_LEAF = 8_192;

    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final List<AttributeReader> readers = new ArrayList<>();
    private final EntityFetch fetcher;

    /** Reads a snapshot. */
    public EntityValues(ExecutionContext context, Snapshot snapshot, List<Attribute> attributes) {
        this.context = context;
        this.snapshot = snapshot;
        this.fetcher = new EntityFetch(snapshot);
        attributes.forEach(attribute -> readers.add(new AttributeReader(snapshot, attribute)));
    }

    /**
     * For each attribute a column with its values for the entities wanted of it, null where an entity has none.
     *
     * @param wanted ascending entities by the ordinal of the attribute; none for an attribute that is not wanted
     */
    public List<Column> read(List<long[]> wanted) {
        context.checkCancelled();
        long[] all = wanted.stream()
                .flatMapToLong(LongStream::of)
                .sorted()
                .distinct()
                .toArray();
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).length > 0) {
                asked.add(i);
            }
        }
        boolean byRow = asked.size() > 1 && leavesOfRows(all) < leavesOfColumns(asked, wanted);
        return byRow ? rows(all, asked, wanted) : columns(wanted);
    }

    private double leavesOfRows(long[] entities) {
        KeyRange range = KeyRange.ofEntities(entities[0], entities[entities.length - 1] + 1);
        return touched(snapshot.estimate(Index.EAVT, range), entities.length);
    }

    private double leavesOfColumns(List<Integer> asked, List<long[]> wanted) {
        double leaves = 0;
        for (int i : asked) {
            long[] entities = wanted.get(i);
            int attribute = readers.get(i).attribute().id();
            KeyRange range = KeyRange.ofAttribute(attribute, entities[0], entities[entities.length - 1] + 1);
            leaves += touched(snapshot.estimate(Index.AEVT, range), entities.length);
        }
        return leaves;
    }

    /** How many of the leaves that so many datoms fill are touched by keys scattered over them. */
    private static double touched(long datoms, int keys) {
        double leaves = 1 + datoms / DATOMS_PER_LEAF;
        return leaves * (1 - Math.exp(-keys / leaves));
    }

    private List<Column> columns(List<long[]> wanted) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            AttributeReader reader = readers.get(i);
            long[] entities = wanted.get(i);
            if (entities.length > 0) {
                fetcher.fetchColumns(List.of(reader.attribute()), entities, 0, entities.length);
            }
            columns.add(reader.read(entities, 0, entities.length));
        }
        return columns;
    }

    private List<Column> rows(long[] all, List<Integer> asked, List<long[]> wanted) {
        fetcher.fetchRows(all, 0, all.length);
        List<Attribute> attributes =
                asked.stream().map(i -> readers.get(i).attribute()).toList();
        SpineValues none = new SpineValues.Copied(LongColumn.allNull(0));
        Column[] read = new RowReader(snapshot, attributes).read(new Chunk(all, 0, all.length, none));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            int place = asked.indexOf(i);
            columns.add(place < 0 ? LongColumn.allNull(0) : chosen(read[place], all, wanted.get(i)));
        }
        return columns;
    }

    private static Column chosen(Column values, long[] all, long[] wanted) {
        if (wanted.length == all.length) {
            return values;
        }
        int[] rows = new int[wanted.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.binarySearch(all, wanted[i]);
        }
        return values.gather(rows, rows.length);
    }

    @Override
    public void close() {
        readers.forEach(AttributeReader::close);
    }
}
