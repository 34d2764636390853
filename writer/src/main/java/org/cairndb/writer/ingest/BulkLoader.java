package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.schema.SchemaGrowth;
import org.jspecify.annotations.Nullable;

/**
 * Loads many new entities in one transaction, which takes effect as a whole when {@link #commit} returns. Not thread-safe.
 *
 * <pre>{@code
 * try (BulkLoader load = writer.bulkLoader()) {
 *     BulkColumn sku = load.column(AttributeSpec.builder("product/sku", ValueType.STRING).identity().build());
 *     BulkColumn price = load.column(AttributeSpec.builder("product/price", ValueType.DOUBLE).build());
 *     for (Product product : products) {
 *         load.begin();
 *         sku.appendText(product.sku());
 *         price.appendDouble(product.price());
 *     }
 *     load.commit();
 * }
 * }</pre>
 *
 * <p>Values are staged first; nothing is stored before {@link #commit}, and nothing stays if the loader is closed without it. Unique values are checked
 * against each other and against the database: there is no upsert here. After any exception the loader can only be closed.
 */
public final class BulkLoader implements AutoCloseable {
    private static final int BLOCK_DATOMS = 400_000;
    private static final int BLOCK_ENTITIES = 1 << 17;
    private static final int MAX_SMALL_ID = 1 << 16;

    private final BulkCommit committer;
    private final BulkSettings settings;
    private final Stage stage;
    private final SchemaGrowth growth;
    private final Snapshot opened;
    private final long firstEntity;
    private final Map<String, BulkColumn> columns = new LinkedHashMap<>();
    /** Columns by attribute id, as far as ids are small; those of attributes that a branch defined are not. */
    private @Nullable BulkColumn[] byId = new BulkColumn[128];

    private final Map<Integer, BulkColumn> byLargeId = new HashMap<>();
    private final Map<String, Presence> presences = new LinkedHashMap<>();
    private final List<AttributeSpec> definitions = new ArrayList<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final List<Long> blockEnds = new ArrayList<>();
    private LoadProgress progress = (done, total) -> {};
    private long currentEntity;
    private long blockStart;
    private long blockDatoms;
    private boolean done;

    /** A load that ends by a commit; made by {@code Writer.bulkLoader}. */
    public BulkLoader(BulkCommit committer, BulkSettings settings) {
        this.committer = committer;
        this.settings = settings;
        this.stage = new Stage(settings);
        this.opened = committer.snapshot();
        this.growth = new SchemaGrowth(opened.schema(), opened.head().nextAttribute());
        this.firstEntity = opened.head().nextEntity();
        this.currentEntity = firstEntity - 1;
        this.blockStart = firstEntity;
    }

    /** Says something of the transaction, such as {@code tx/author}. */
    public BulkLoader metadata(String attribute, Object value) {
        metadata.put(attribute, value);
        return this;
    }

    /** Reports progress while {@link #commit} runs. */
    public BulkLoader onProgress(LoadProgress newProgress) {
        progress = newProgress;
        return this;
    }

    /** A column of an attribute that is defined so, or is to be. */
    public BulkColumn column(AttributeSpec spec) {
        requireOpen();
        Attribute attribute =
                growth.define(spec, known -> opened.statistics(known.id()).count() > 0);
        definitions.add(spec);
        return columnOf(attribute);
    }

    /** A column of an attribute that the database has, or that this load has defined. */
    public BulkColumn column(String ident) {
        requireOpen();
        Attribute attribute = growth.find(ident)
                .filter(known -> !known.isSystem() && !known.isPresence())
                .orElseThrow(() -> new CairnException(
                        ErrorCode.SCHEMA_CONFLICT,
                        "Attribute \"%s\" is not defined; give its AttributeSpec".formatted(ident)));
        return columnOf(attribute);
    }

    /** The attributes of the database as of the opening of the load; those that {@link #column(AttributeSpec)} defines are not among them. */
    public Schema schema() {
        return opened.schema();
    }

    /** The id that {@link #begin} gives next; ids are consecutive, so references ahead can be computed. */
    public long nextEntity() {
        return currentEntity + 1;
    }

    /** {@link BulkColumn#appendLong} on the column of an attribute of {@link #schema}. */
    public void addLong(Attribute attribute, long value) {
        columnOf(attribute).appendLong(value);
    }

    /** {@link BulkColumn#appendDouble} on the column of an attribute of {@link #schema}. */
    public void addDouble(Attribute attribute, double value) {
        columnOf(attribute).appendDouble(value);
    }

    /** {@link BulkColumn#appendUtf8} on the column of an attribute of {@link #schema}. */
    public void addText(Attribute attribute, Bytes value) {
        columnOf(attribute).appendUtf8(value.unsafeArray(), 0, value.length());
    }

    /** {@link BulkColumn#append} on the column of an attribute of {@link #schema}. */
    public void add(Attribute attribute, Object value) {
        columnOf(attribute).append(value);
    }

    private BulkColumn columnOf(Attribute attribute) {
        int id = attribute.id();
        @Nullable BulkColumn known = id < byId.length ? byId[id] : byLargeId.get(id);
        return known != null ? known : addColumn(attribute);
    }

    private BulkColumn addColumn(Attribute attribute) {
        BulkColumn column = columns.computeIfAbsent(
                attribute.ident(),
                ident -> new BulkColumn(
                        this,
                        attribute,
                        presences.computeIfAbsent(attribute.namespace(), namespace -> new Presence())));
        if (attribute.id() > MAX_SMALL_ID) {
            byLargeId.put(attribute.id(), column);
            return column;
        }
        if (attribute.id() >= byId.length) {
            byId = Arrays.copyOf(byId, attribute.id() * 2);
        }
        byId[attribute.id()] = column;
        return column;
    }

    /** Begins a new entity and gives its id, by which refs can name it; see {@link BulkReport#idShift}. */
    public long begin() {
        currentEntity++;
        if (currentEntity - blockStart >= BLOCK_ENTITIES || blockDatoms >= BLOCK_DATOMS) {
            cutBlock(currentEntity);
        }
        return currentEntity;
    }

    /** Adds an entity as a map of attribute ident to value; an undeclared attribute takes the type of the value. Convenient, and slower than columns. */
    public long add(Map<String, ?> values) {
        long entity = begin();
        values.forEach((ident, value) -> {
            if (value instanceof Iterable<?> several) {
                several.forEach(one -> columnFor(ident, one, Cardinality.MANY).append(one));
            } else {
                columnFor(ident, value, Cardinality.ONE).append(value);
            }
        });
        return entity;
    }

    private BulkColumn columnFor(String ident, Object value, Cardinality cardinality) {
        @Nullable BulkColumn known = columns.get(ident);
        if (known != null) {
            return known;
        }
        if (growth.find(ident).isPresent()) {
            return column(ident);
        }
        ValueType type = Values.inferredType(value)
                .orElseThrow(() -> new CairnException(
                        ErrorCode.VALUE_INVALID,
                        "A %s cannot be the value of attribute \"%s\"; convert it to one of the value types"
                                .formatted(value.getClass().getSimpleName(), ident)));
        return column(SchemaGrowth.inferredSpec(ident, type, cardinality, value));
    }

    /**
     * Commits everything.
     *
     * @throws CairnException UNIQUE_CONFLICT if a unique value comes twice, NO_SUCH_ENTITY for a ref to nothing, HEAD_MOVED if other writers commit again
     *     and again meanwhile, OUTCOME_UNKNOWN if it is not known whether the load was committed
     */
    public BulkReport commit() {
        requireOpen();
        done = true;
        cutBlock(currentEntity + 1);
        columns.values().forEach(column -> column.checkRefs(this::exists));
        return committer.run(this);
    }

    /** Whether a ref can point to an entity: one of this load, one with an id given before, or one that came here by a merge. */
    private boolean exists(long entity) {
        if (entity < 1 || entity <= currentEntity) {
            return entity >= 1;
        }
        try (DatomCursor cursor = opened.cursor(Index.EAVT, KeyRange.ofEntity(entity), Direction.FORWARD)) {
            return cursor.next();
        }
    }

    /** Drops what was not finished. */
    @Override
    public void close() {
        done = true;
        stage.close();
    }

    /** Ends the block before an entity. */
    private void cutBlock(long end) {
        int block = currentBlock();
        columns.values().forEach(column -> column.cut(stage));
        presences.values().forEach(presence -> presence.cut(stage, block));
        blockEnds.add(end);
        blockStart = end;
        blockDatoms = 0;
    }

    private void requireOpen() {
        if (done) {
            throw new CairnException(ErrorCode.CLOSED, "The bulk load is over");
        }
    }

    /** Learns of one more value. */
    void appended() {
        blockDatoms++;
    }

    long currentEntity() {
        return currentEntity;
    }

    int currentBlock() {
        return blockEnds.size();
    }

    /** First entity id beyond a block; that of the open block is not known yet. */
    long endOfBlock(int block) {
        return block < blockEnds.size() ? blockEnds.get(block) : Long.MAX_VALUE;
    }

    Stage stage() {
        return stage;
    }

    BulkSettings settings() {
        return settings;
    }

    long firstEntity() {
        return firstEntity;
    }

    /** Values staged, each set of an attribute of cardinality many without repetitions. */
    long datoms() {
        return columns.values().stream()
                .mapToLong(column -> column.staged().datoms())
                .sum();
    }

    long entities() {
        return currentEntity + 1 - firstEntity;
    }

    int blocks() {
        return blockEnds.size();
    }

    List<AttributeSpec> definitions() {
        return definitions;
    }

    Map<String, Object> metadata() {
        return metadata;
    }

    Map<String, BulkColumn> columns() {
        return columns;
    }

    Map<String, Presence> presences() {
        return presences;
    }

    LoadProgress progress() {
        return progress;
    }
}
