package org.cairndb.planner.exec.scan;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** What lookups of single rows of an entity table read, prepared once for all of them. Immutable; safe for several threads. */
public final class LookupSpec {
    /** Stands for the entity id where the id of an attribute is expected. */
    private static final int ENTITY = -1;

    private static final int ATTRIBUTE_BYTES = 4;
    private static final int[] ONE_ROW = {0};

    private final EntityScan.Spine spine;
    private final int given;
    private final List<ScanCondition> conditions;
    private final int[] attributes;
    private final ColumnType[] types;
    private final Column[] absent;
    /** How many columns are read beside the spine, and the attribute of the last of them. */
    private final int besideSpine;

    private final int lastBesideSpine;

    /**
     * The same rows as a scan gives.
     *
     * @param scan a scan without conditions that are known only when it begins
     */
    public LookupSpec(EntityScan.Spec scan) {
        this.spine = scan.spine();
        this.given = scan.given();
        this.conditions = scan.narrowing().conditions();
        int count = scan.columns().size();
        this.attributes = new int[count];
        this.types = new ColumnType[count];
        this.absent = new Column[count];
        int beside = 0;
        int last = ENTITY;
        for (int i = 0; i < count; i++) {
            Optional<Attribute> attribute = scan.columns().get(i);
            attributes[i] = attribute.map(Attribute::id).orElse(ENTITY);
            types[i] = attribute.map(ValueColumns::typeOf).orElse(ColumnType.of(ColumnType.Kind.LONG));
            absent[i] = absent(types[i]);
            if (!isEntity(i) && !isSpine(i)) {
                beside++;
                last = attributes[i];
            }
        }
        this.besideSpine = beside;
        this.lastBesideSpine = last;
    }

    private static Column absent(ColumnType type) {
        ColumnBuilder builder = ColumnBuilder.of(type);
        builder.appendNull();
        return ValueColumns.narrowed(builder.build(), type);
    }

    /** The index in which the key is looked up. */
    Index index() {
        return spine.index();
    }

    /** What is subtracted from entity ids that are given out. */
    long idBase() {
        return spine.idBase();
    }

    /** Number of columns, those for conditions included. */
    int columnCount() {
        return attributes.length;
    }

    /** Whether a column holds the entity id. */
    boolean isEntity(int column) {
        return attributes[column] == ENTITY;
    }

    /** Whether a column holds the values of the spine. */
    boolean isSpine(int column) {
        return attributes[column] == spine.attribute().id();
    }

    /** The column of an attribute, or -1. */
    int columnOf(int attribute) {
        for (int i = 0; i < attributes.length; i++) {
            if (attributes[i] == attribute) {
                return i;
            }
        }
        return -1;
    }

    /** Whether attributes are read beside the spine. */
    boolean readsBesideSpine() {
        return besideSpine > 0;
    }

    /** Where they are read: a single one where its values lie densely, several where those of an entity lie together. */
    Index rowIndex() {
        return besideSpine == 1 ? Index.AEVT : Index.EAVT;
    }

    /** Where in {@link #rowIndex} they are read for an entity. */
    KeyRange rowOf(long entity) {
        return besideSpine == 1 ? KeyRange.ofAttribute(lastBesideSpine, entity, entity + 1) : KeyRange.ofEntity(entity);
    }

    /** Declares what a lookup of a key will read, as far as that is known. */
    void declare(ExecutionContext context, Snapshot snapshot, KeyRange key) {
        context.willRead(snapshot, index(), List.of(key));
        if (index() == Index.AEVT && readsBesideSpine()) {
            long entity = ByteBuffer.wrap(key.lower().unsafeArray()).getLong(ATTRIBUTE_BYTES);
            context.willRead(snapshot, rowIndex(), List.of(rowOf(entity)));
        }
    }

    /** The value at a position as a column of one row. */
    Column column(int column, DatomBatch batch, int position) {
        return ValueColumns.slice(batch.vector(position), types[column], batch.slot(position), 1);
    }

    /** The row if it passes the conditions; a column that was not found is null. */
    @Nullable
    Batch passing(@Nullable Column[] found, ExecutionContext context) {
        Column[] row = new Column[attributes.length];
        for (int i = 0; i < row.length; i++) {
            @Nullable Column column = found[i];
            row[i] = column == null ? absent[i] : column;
        }
        for (ScanCondition condition : conditions) {
            if (!passes(condition, row, context)) {
                return null;
            }
        }
        return new Batch(given == row.length ? row : Arrays.copyOf(row, given), 1);
    }

    private static boolean passes(ScanCondition condition, Column[] row, ExecutionContext context) {
        Column[] needed = new Column[condition.columns().size()];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = row[condition.columns().get(i)];
        }
        int[] kept = ONE_ROW.clone();
        return condition.test().select(new Batch(needed, 1), null, 1, kept, context) == 1;
    }
}
