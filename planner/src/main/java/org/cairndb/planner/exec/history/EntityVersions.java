package org.cairndb.planner.exec.history;

import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Versions of rows of an entity table: entities are found by the attribute whose datoms are the rows, or are known before; what each of them holds and held
 * is read from EAVT and RETIRED_EAVT side by side.
 */
public final class EntityVersions implements Operator {
    private static final int ENTITIES_AT_ONCE = 4096;
    private static final int ROWS_AT_ONCE = 1024;

    /**
     * What to read.
     *
     * @param keys attribute that key ranges belong to: the spine for ranges of AEVT, any other for ranges of AVET
     * @param rows what a row is
     * @param columns what is given out
     */
    public record Spec(Keys keys, Rows rows, List<VersionColumn> columns) {
        /** Copies the list. */
        public Spec {
            columns = List.copyOf(columns);
        }
    }

    /**
     * What leads to entities.
     *
     * @param index AEVT for the spine, AVET for another attribute
     * @param attribute the attribute
     */
    public record Keys(Index index, Attribute attribute) {}

    /**
     * What a row is.
     *
     * @param spine an entity is a row as long as it has this attribute
     * @param attributes all attributes that the row shows, whether or not they are asked for: a change of any makes a version
     * @param idBase what to subtract from entity ids that are given out
     */
    public record Rows(Attribute spine, List<Attribute> attributes, long idBase) {
        /** Copies the list. */
        public Rows {
            attributes = List.copyOf(attributes);
        }

        /** The attributes and the spine. */
        int[] read() {
            boolean isShown = attributes.contains(spine);
            int[] read = new int[attributes.size() + (isShown ? 0 : 1)];
            for (int i = 0; i < attributes.size(); i++) {
                read[i] = attributes.get(i).id();
            }
            if (!isShown) {
                read[attributes.size()] = spine.id();
            }
            return read;
        }

        int spinePlace() {
            int place = attributes.indexOf(spine);
            return place < 0 ? attributes.size() : place;
        }
    }

    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final Spec spec;
    private final List<KeyRange> ranges;
    private final TxRange versions;
    private final int[] values;
    private final EntityHistory history;
    private final TxInstants instants;
    private final EntityDatoms current;
    private final EntityDatoms retired;
    private final long[] entities;

    private @Nullable EntitySource source;
    private int entityCount;
    private int at;
    private boolean isInside;

    /** Versions of the entities that key ranges lead to. */
    public EntityVersions(
            ExecutionContext context, Snapshot snapshot, Spec spec, List<KeyRange> ranges, TxRange versions) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.ranges = ranges;
        this.versions = versions;
        int[] read = spec.rows.read();
        this.values = spec.columns.stream().mapToInt(this::valueOf).toArray();
        this.history = new EntityHistory(read.length, spec.rows.spinePlace());
        this.instants = new TxInstants(snapshot);
        this.current = new EntityDatoms(snapshot, Index.EAVT, read);
        this.retired = new EntityDatoms(snapshot, Index.RETIRED_EAVT, read);
        this.entities = new long[ENTITIES_AT_ONCE];
        if (!versions.isEmpty()) {
            declare();
        }
    }

    private int valueOf(VersionColumn column) {
        Optional<Attribute> attribute = column.attribute();
        return attribute.map(spec.rows.attributes::indexOf).orElse(-1);
    }

    private void declare() {
        context.willRead(snapshot, spec.keys.index, ranges);
    }

    @Override
    public @Nullable Batch next() {
        if (versions.isEmpty()) {
            return null;
        }
        context.checkCancelled();
        context.fetchPlanned();
        VersionRows rows = new VersionRows(spec.columns, values, instants, ROWS_AT_ONCE);
        while (!rows.isFull() && (isInside || moveToEntity())) {
            isInside = history.next();
            if (isInside && versions.includes(history.from(), history.to())) {
                rows.append(entities[at - 1] - spec.rows.idBase, history);
            }
        }
        return rows.size() == 0 ? null : rows.build();
    }

    /** Reads all of the next entity; false if there is none. */
    private boolean moveToEntity() {
        if (at == entityCount) {
            context.checkCancelled();
            EntitySource open = source == null ? open() : source;
            source = open;
            entityCount = open.next(entities);
            at = 0;
            if (entityCount == 0) {
                return false;
            }
            current.open(entities[0], entities[entityCount - 1]);
            retired.open(entities[0], entities[entityCount - 1]);
        }
        history.clear();
        current.read(entities[at], history);
        retired.read(entities[at], history);
        history.start();
        at++;
        return true;
    }

    private EntitySource open() {
        if (spec.keys.index == Index.AVET) {
            return new EntitySource.Listed(
                    new ValueHolders(context, snapshot, spec.keys.attribute.id(), ranges).find());
        }
        long[] few = EntitySource.few(ranges);
        return few == null ? new PresentEntities(snapshot, ranges) : new EntitySource.Listed(few);
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
        current.close();
        retired.close();
    }
}
