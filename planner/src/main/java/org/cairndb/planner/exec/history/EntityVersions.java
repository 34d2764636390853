package org.cairndb.planner.exec.history;

import java.util.Arrays;
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
    private final WantedVersions wanted;
    /** The same once it is known whether to compare transactions or instants. */
    private VersionBounds compared;

    private final int[] values;
    private final EntityHistory history;
    private final TxInstants instants;
    private final EntityDatoms current;
    private final EntityDatoms retired;
    private final long[] entities;

    /** The entities that the key ranges lead to where these are known without a look. */
    private final long @Nullable [] listed;

    private boolean readsOn;
    private @Nullable EntitySource source;
    private int entityCount;
    private int at;
    private boolean isInside;

    /** Versions of the entities that key ranges lead to. */
    public EntityVersions(ExecutionContext context, Snapshot snapshot, Spec spec, WantedVersions wanted) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.wanted = wanted;
        this.compared = wanted.bounds();
        int[] read = spec.rows.read();
        this.values = spec.columns.stream().mapToInt(this::valueOf).toArray();
        this.history = new EntityHistory(read.length, spec.rows.spinePlace());
        this.instants = new TxInstants(snapshot);
        this.current = new EntityDatoms(snapshot, Index.EAVT, read);
        this.retired = new EntityDatoms(snapshot, Index.RETIRED_EAVT, read);
        this.entities = new long[ENTITIES_AT_ONCE];
        this.listed = spec.keys.index == Index.AEVT ? EntitySource.listed(wanted.keys()) : null;
        if (!wanted.isEmpty()) {
            declare();
        }
    }

    private int valueOf(VersionColumn column) {
        Optional<Attribute> attribute = column.attribute();
        return attribute.map(spec.rows.attributes::indexOf).orElse(-1);
    }

    /** Declares what leads to entities, or what few of them hold. */
    private void declare() {
        if (spec.keys.index == Index.AVET) {
            context.willRead(snapshot, Index.AVET, wanted.keys());
            KeyRange retiredValues = KeyRange.ofAttribute(spec.keys.attribute.id());
            context.willRead(snapshot, Index.RETIRED_AEVT, List.of(retiredValues));
        } else if (listed == null) {
            context.willRead(snapshot, Index.AEVT, wanted.keys());
            context.willRead(snapshot, Index.RETIRED_AEVT, wanted.keys());
        } else {
            declareRows(listed);
        }
    }

    private void declareRows(long[] known) {
        if (snapshot.isRemote() && known.length <= EntitySource.MOST_LISTED) {
            List<KeyRange> rows =
                    Arrays.stream(known).mapToObj(KeyRange::ofEntity).toList();
            context.willRead(snapshot, Index.EAVT, rows);
            context.willRead(snapshot, Index.RETIRED_EAVT, rows);
        }
    }

    @Override
    public @Nullable Batch next() {
        if (wanted.isEmpty()) {
            return null;
        }
        context.checkCancelled();
        context.fetchPlanned();
        VersionRows rows = new VersionRows(spec.columns, values, instants, ROWS_AT_ONCE);
        while (!rows.isFull() && (isInside || moveToEntity())) {
            isInside = history.next();
            if (isInside && compared.includes(history.from(), history.to(), instants)) {
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
            openDatoms(open.isDense());
        }
        history.clear();
        current.read(entities[at], history);
        retired.read(entities[at], history);
        history.start();
        at++;
        return true;
    }

    /** Opens what the next entities hold and held. Current datoms of a dense source are read on and on, so that leaves can be fetched ahead. */
    private void openDatoms(boolean isDense) {
        KeyRange range = KeyRange.ofEntities(entities[0], entities[entityCount - 1] + 1);
        retired.open(range);
        if (!isDense) {
            current.open(range);
        } else if (!readsOn) {
            current.open(KeyRange.ofEntities(entities[0], Long.MAX_VALUE));
            readsOn = true;
        }
    }

    /** Finds entities. Where they are few, instants of their versions are compared, of which hardly any are not shown anyway. */
    private EntitySource open() {
        long[] known = listed;
        if (spec.keys.index == Index.AVET) {
            known = new ValueHolders(context, snapshot, spec.keys.attribute.id(), wanted.keys()).find();
            declareRows(known);
            context.fetchPlanned();
        }
        if (known == null || known.length > EntitySource.FEW) {
            compared = wanted.bounds().inTransactions(snapshot);
        }
        return known == null ? new PresentEntities(snapshot, wanted.keys()) : new EntitySource.Listed(known);
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
