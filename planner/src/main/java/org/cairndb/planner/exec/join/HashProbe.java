package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.jspecify.annotations.Nullable;

/** Joins streamed batches with a {@link BuildSide}. Used by one thread. */
final class HashProbe {
    private final BuildSide held;
    private final JoinSpec spec;
    private final Side streamedSide;
    private final ExecutionContext context;
    private final PairMatcher matcher;
    private int[] first = new int[0];
    private @Nullable Batch selected;

    HashProbe(BuildSide held, JoinSpec spec, Side streamedSide, ExecutionContext context) {
        this.held = held;
        this.spec = spec;
        this.streamedSide = streamedSide;
        this.context = context;
        // rows without a match come from the pairs themselves where nothing but the keys decides
        boolean isPadded = spec.condition().isNone() && spec.kind().givesPairs() && keepsStreamed();
        this.matcher = new PairMatcher(isPadded ? withoutStreamedRest() : spec, streamedSide, context);
    }

    private boolean keepsStreamed() {
        return streamedSide == Side.LEFT ? spec.kind().keepsLeft() : spec.kind().keepsRight();
    }

    private JoinSpec withoutStreamedRest() {
        return new JoinSpec(JoinKind.INNER, spec.keys(), spec.condition(), spec.leftTypes(), spec.rightTypes());
    }

    /** Begins a batch. */
    void start(Batch batch) {
        JoinKeys.Keyed keyed = JoinKeys.of(
                batch,
                streamedSide == Side.LEFT ? spec.keys().left() : spec.keys().right(),
                context);
        Batch rows = keyed.rows();
        KeyTable.Probe probe = new KeyTable.Probe(keyed.keys(), rows.selection(), rows.rowCount());
        if (first.length < probe.count()) {
            first = new int[probe.count()];
        }
        held.table().find(probe, first);
        if (spec.condition().isNone() && !spec.kind().givesPairs()) {
            if (streamedSide == Side.LEFT) {
                selected = select(rows, probe);
            } else {
                mark(probe.count());
            }
            return;
        }
        boolean isPadded = spec.condition().isNone() && keepsStreamed();
        boolean @Nullable [] settled = matcher.start(rows);
        matcher.join(new HashPairs(held.table(), probe, new HashPairs.Found(first, settled, isPadded)), held.held());
    }

    private Batch select(Batch rows, KeyTable.Probe probe) {
        int[] chosen = new int[probe.count()];
        int count = 0;
        boolean wanted = spec.kind() == JoinKind.SEMI;
        for (int i = 0; i < chosen.length; i++) {
            chosen[count] = probe.row(i);
            count += (first[i] != KeyTable.NONE) == wanted ? 1 : 0;
        }
        return count == rows.rowCount() ? rows : rows.select(chosen, count);
    }

    /** Marks the first row of each chain; the others follow in {@link #finishMarks}. */
    private void mark(int count) {
        boolean @Nullable [] matched = held.held().matched();
        for (int i = 0; matched != null && i < count; i++) {
            if (first[i] != KeyTable.NONE) {
                matched[first[i]] = true;
            }
        }
    }

    /** The next rows that come of the batch; null if there are no more. */
    @Nullable
    Batch next() {
        Batch chosen = selected;
        selected = null;
        if (chosen != null) {
            return chosen.rowCount() == 0 ? null : chosen;
        }
        return matcher.next();
    }

    /** The rows held that are part of the result by themselves. */
    HeldRest rest() {
        boolean @Nullable [] matched = held.held().matched();
        int @Nullable [] chains = held.table().chains();
        boolean headsOnly = spec.condition().isNone() && !spec.kind().givesPairs();
        if (headsOnly && matched != null && chains != null) {
            for (int row = 0; row < chains.length; row++) {
                if (matched[row] && chains[row] != KeyTable.NONE) {
                    matched[chains[row]] = true;
                }
            }
        }
        return new HeldRest(spec, streamedSide.other(), held.held());
    }
}
