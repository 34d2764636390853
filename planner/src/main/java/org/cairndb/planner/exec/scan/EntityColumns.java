package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * The columns of an entity table for chunks of its spine: ids, values of the spine, and attributes read from AEVT. Columns have numbers, and each method
 * gives those asked for in the order asked for. Not thread-safe.
 */
final class EntityColumns implements AutoCloseable {
    private static final int SOURCE_ID = -1;
    private static final int SOURCE_SPINE = -2;
    /** Fewer rows than these are rather copied than given out as a batch of their own. */
    private static final int SHORTEST_PIECE = 256;
    /** Entities of which one in so many is read are read side by side with the others. */
    static final int DENSE = 8;

    private final long idBase;
    /** By number of the column, the ordinal among the readers or one of the sources above. */
    private final int[] sources;

    private final List<AttributeReader> readers = new ArrayList<>();
    private final boolean isRemote;
    private final EntityFetch fetcher;
    private final boolean[] isDeclared;
    private boolean fetchesAll;

    /** Columns of attributes beside a spine; an empty element stands for the entity id, less a base. */
    EntityColumns(Snapshot snapshot, EntityScan.Spine spine, List<Optional<Attribute>> columns) {
        this.idBase = spine.idBase();
        this.sources = new int[columns.size()];
        for (int i = 0; i < sources.length; i++) {
            Attribute attribute = columns.get(i).orElse(null);
            if (attribute == null) {
                sources[i] = SOURCE_ID;
            } else if (attribute.id() == spine.attribute().id()) {
                sources[i] = SOURCE_SPINE;
            } else {
                sources[i] = readers.size();
                readers.add(new AttributeReader(snapshot, attribute));
            }
        }
        this.isRemote = snapshot.isRemote();
        this.fetcher = new EntityFetch(snapshot);
        this.isDeclared = new boolean[sources.length];
    }

    /** The whole of a column's part in the key ranges of the scan is fetched anyway, so nothing has to be fetched for single chunks. */
    void declare(int column) {
        isDeclared[column] = true;
    }

    /** Asks for what reading all columns for an ascending chunk needs; then they need not be asked for one by one. */
    void fetchAll(Chunk chunk) {
        fetchesAll = false;
        fetch(IntStream.range(0, sources.length).toArray(), chunk);
        fetchesAll = true;
    }

    /** Asks for what reading columns for an ascending chunk needs, where that is not on its way. */
    void fetch(int[] columns, Chunk chunk) {
        if (!isRemote || fetchesAll) {
            return;
        }
        int[] open = IntStream.of(columns).filter(column -> !isDeclared[column]).toArray();
        List<Attribute> attributes = open.length == 0 ? List.of() : attributes(open);
        long first = chunk.entities()[chunk.from()];
        long last = chunk.entities()[chunk.to() - 1];
        if (last - first < (long) DENSE * chunk.size()) {
            fetcher.fetchSideBySide(attributes, first, last);
        } else {
            fetcher.fetchColumns(attributes, chunk.entities(), chunk.from(), chunk.to());
        }
    }

    /** The attribute of a column that is read beside the spine. */
    Optional<Attribute> attribute(int column) {
        return sources[column] < 0
                ? Optional.empty()
                : Optional.of(readers.get(sources[column]).attribute());
    }

    /** Whether it pays to read a handful of entities row by row instead of column by column. */
    boolean readsRowwise() {
        return readers.size() > 1;
    }

    /** All attributes that are read beside the spine. */
    List<Attribute> attributes() {
        return readers.stream().map(AttributeReader::attribute).toList();
    }

    /** Asks for what reading the entities of a chunk row by row needs. */
    void fetchRows(Chunk chunk) {
        if (isRemote && chunk.size() > 1) {
            long[] entities = Arrays.copyOfRange(chunk.entities(), chunk.from(), chunk.to());
            Arrays.sort(entities);
            fetcher.fetchRows(entities, 0, entities.length);
        }
    }

    /** All columns of a chunk out of those of {@link #attributes}. */
    Column[] withRows(Column[] read, Chunk chunk) {
        Column[] result = new Column[sources.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = switch (sources[i]) {
                case SOURCE_ID -> ids(chunk);
                case SOURCE_SPINE -> chunk.values().slice(chunk.from(), chunk.size());
                default -> read[sources[i]];
            };
        }
        return result;
    }

    /** Attributes that are read beside the spine for some columns. */
    private List<Attribute> attributes(int[] columns) {
        List<Attribute> attributes = new ArrayList<>();
        for (int column : columns) {
            if (sources[column] >= 0) {
                attributes.add(readers.get(sources[column]).attribute());
            }
        }
        return attributes;
    }

    /** How many positions of an ascending chunk can be given without copying, or without copying from more than one leaf; at least one. */
    int pieceSize(int[] columns, Chunk chunk) {
        int size = chunk.size();
        for (int column : columns) {
            if (sources[column] >= 0) {
                size = Math.min(size, pieceSize(readers.get(sources[column]), chunk.upTo(chunk.from() + size)));
            }
        }
        return size;
    }

    private static int pieceSize(AttributeReader reader, Chunk chunk) {
        int shortest = Math.min(SHORTEST_PIECE, chunk.size());
        int aligned = reader.aligned(chunk.entities(), chunk.from(), chunk.to());
        if (aligned >= shortest) {
            return aligned;
        }
        return Math.max(shortest, reader.reach(chunk.entities(), chunk.from(), chunk.to()));
    }

    /** Columns for all positions of an ascending chunk. */
    Column[] all(int[] columns, Chunk chunk) {
        Column[] result = new Column[columns.length];
        for (int i = 0; i < result.length; i++) {
            int source = sources[columns[i]];
            result[i] = switch (source) {
                case SOURCE_ID -> ids(chunk);
                case SOURCE_SPINE -> chunk.values().slice(chunk.from(), chunk.size());
                default -> read(readers.get(source), chunk);
            };
        }
        return result;
    }

    private static Column read(AttributeReader reader, Chunk chunk) {
        long[] entities = chunk.entities();
        if (reader.aligned(entities, chunk.from(), chunk.to()) == chunk.size()) {
            return reader.slice(entities[chunk.from()], chunk.size());
        }
        return reader.read(entities, chunk.from(), chunk.to());
    }

    private LongColumn ids(Chunk chunk) {
        if (idBase == 0) {
            return new LongColumn(chunk.entities(), chunk.from(), chunk.size());
        }
        long[] ids = new long[chunk.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = chunk.entities()[chunk.from() + i] - idBase;
        }
        return new LongColumn(ids, ids.length, null);
    }

    @Override
    public void close() {
        readers.forEach(AttributeReader::close);
    }
}
