package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.range.KeyDomain;
import org.cairndb.planner.range.KeyRanges;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.planner.range.ValueKeys;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.MatchingLeaves;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of its spine an entity scan goes through, and what it lets be fetched ahead: at once where that is known, and where conditions that become
 * known only when the scan begins, or bounds of leaves, may leave little to read, the branch nodes first and the rest then. Not thread-safe.
 */
final class ScanRanges {
    /** Bounds of leaves are looked at before anything is fetched where conditions are thought to drop more than the rest of the rows. */
    private static final double WORTH_A_LOOK = 0.1;
    /** Where fewer rows pass, leaves of columns that conditions do not need may remain unread. */
    private static final double PASSES_IN_EVERY_LEAF = 1.0 / 2_000;

    private static final int ATTRIBUTE_BYTES = 4;
    private static final int ENTITY_KEY_BYTES = 12;

    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final EntityScan.Spec spec;
    private final Direction direction;
    private List<KeyRange> ranges;
    private boolean isDeclared;
    private boolean isNarrowedLate;
    private long skipped;

    ScanRanges(ExecutionContext context, Snapshot snapshot, EntityScan.Spec spec, ScannedRanges wanted) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.ranges = wanted.ranges();
        this.direction = wanted.direction();
    }

    /** Declares what can be said before the scan begins. */
    void declare(EntityColumns columns) {
        if (!snapshot.isRemote()) {
            return;
        }
        Narrowing narrowing = spec.narrowing();
        boolean waits = !narrowing.late().isEmpty()
                || (isByEntity() && !narrowing.zones().isEmpty() && narrowing.passing() < WORTH_A_LOOK);
        if (!waits) {
            declareAll(columns);
            return;
        }
        context.willReadBranches(snapshot, spec.spine().index(), ranges);
        for (ZoneCondition zone : narrowing.zones()) {
            context.willReadBranches(snapshot, Index.AEVT, of(zone.attribute()));
        }
    }

    private boolean isByEntity() {
        return spec.spine().index() == Index.AEVT;
    }

    private void declareAll(EntityColumns columns) {
        isDeclared = true;
        if (direction == Direction.BACKWARD) {
            context.willReadBranches(snapshot, spec.spine().index(), ranges);
            return;
        }
        context.willRead(snapshot, spec.spine().index(), ranges);
        boolean isWhole = ranges.equals(
                List.of(KeyRange.ofAttribute(spec.spine().attribute().id())));
        if (!isByEntity() && !isWhole) {
            return;
        }
        boolean readsAll = readsEveryLeaf();
        for (int column = 0; column < spec.columns().size(); column++) {
            Optional<Attribute> attribute = columns.attribute(column);
            if (attribute.isPresent() && (readsAll || isChecked(column))) {
                context.willRead(snapshot, Index.AEVT, of(attribute.get()));
                columns.declare(column);
            }
        }
    }

    /** Whether so many rows are thought to pass that every leaf of every column has one. */
    boolean readsEveryLeaf() {
        return !isNarrowedLate && spec.narrowing().passing() >= PASSES_IN_EVERY_LEAF;
    }

    private boolean isChecked(int column) {
        return spec.narrowing().conditions().stream()
                .anyMatch(condition -> condition.columns().contains(column));
    }

    /** The keys of the entities in the ranges in the run of another attribute. */
    private List<KeyRange> of(Attribute attribute) {
        return moved(ranges, spec.spine().attribute().id(), attribute.id());
    }

    /** Remembers what the scan has learned, and tells the ranges that are left. */
    List<KeyRange> narrow(List<LateCondition> late, List<Integer> lateColumns, EntityColumns columns) {
        isNarrowedLate = !late.isEmpty();
        for (int i = 0; i < late.size(); i++) {
            narrow(late.get(i), spec.columns().get(lateColumns.get(i)).orElse(null));
        }
        if (isByEntity()) {
            for (ZoneCondition zone : spec.narrowing().zones()) {
                KeyDomain values = new ValueKeys(zone.attribute());
                narrowByZones(zone.attribute(), new RangeBinder(values, context).bind(zone.predicates()));
            }
        }
        context.workCounter().skips(skipped);
        if (!isDeclared && snapshot.isRemote()) {
            declareAll(columns);
            context.fetchPlanned();
        }
        return ranges;
    }

    private void narrow(LateCondition late, @Nullable Attribute attribute) {
        boolean isOfSpine = isByEntity() ? attribute == null : isSpine(attribute);
        if (isOfSpine) {
            ranges = KeyRanges.intersect(
                    KeyRanges.union(ranges), late.keys(spec.spine().domain()));
        } else if (isByEntity() && attribute != null) {
            narrowByZones(attribute, late.keys(new ValueKeys(attribute)));
        }
    }

    private boolean isSpine(@Nullable Attribute attribute) {
        return attribute != null && attribute.id() == spec.spine().attribute().id();
    }

    private void narrowByZones(Attribute attribute, List<KeyRange> values) {
        MatchingLeaves matching = snapshot.matching(attribute.id(), values);
        skipped += matching.skipped();
        int spine = spec.spine().attribute().id();
        ranges = KeyRanges.intersect(ranges, moved(matching.ranges(), attribute.id(), spine));
    }

    /** Keys by entity of one attribute as those of another. */
    private static List<KeyRange> moved(List<KeyRange> ranges, int from, int to) {
        KeyRange before = KeyRange.ofAttribute(from);
        KeyRange after = KeyRange.ofAttribute(to);
        List<KeyRange> moved = new ArrayList<>();
        for (KeyRange range : ranges) {
            KeyRange inside = range.intersect(before);
            Bytes upper = inside.upper();
            boolean toEnd = upper == null || Objects.equals(upper, before.upper());
            moved.add(new KeyRange(
                    moved(inside.lower(), to), toEnd || upper == null ? after.upper() : movedEnd(upper, to)));
        }
        return moved;
    }

    private static Bytes moved(Bytes key, int attribute) {
        int end = Math.min(key.length(), ENTITY_KEY_BYTES);
        byte[] bytes = key.slice(0, end).toByteArray();
        KeyBuffer begin = new KeyBuffer().attribute(attribute);
        System.arraycopy(begin.array(), 0, bytes, 0, ATTRIBUTE_BYTES);
        return Bytes.wrap(bytes);
    }

    /** A bound behind an entity's first value takes the whole entity in. */
    private static @Nullable Bytes movedEnd(Bytes key, int attribute) {
        Bytes moved = moved(key, attribute);
        return key.length() <= ENTITY_KEY_BYTES
                ? moved
                : KeyRange.startingWith(moved).upper();
    }
}
