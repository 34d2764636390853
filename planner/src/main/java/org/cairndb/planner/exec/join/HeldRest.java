package org.cairndb.planner.exec.join;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/** The rows held that are part of the result because they have, or have not, matched; asked for when nothing more can match. */
final class HeldRest {
    private final JoinSpec spec;
    private final Side heldSide;
    private final Batch rows;
    private final boolean[] matched;
    private final boolean wanted;
    private int position;

    HeldRest(JoinSpec spec, Side heldSide, PairMatcher.Held held) {
        this.spec = spec;
        this.heldSide = heldSide;
        this.rows = held.rows();
        boolean[] marks = held.matched();
        this.matched = marks == null ? new boolean[rows.size()] : marks;
        this.wanted = spec.kind() == JoinKind.SEMI;
    }

    /** The next rows, or null. */
    @Nullable
    Batch next() {
        int[] chosen = new int[Math.min(PairMatcher.ROWS_AT_ONCE, rows.size() - position)];
        int count = 0;
        while (position < rows.size() && count < chosen.length) {
            chosen[count] = position;
            count += matched[position++] == wanted ? 1 : 0;
        }
        return count == 0 ? null : output(chosen, count);
    }

    private Batch output(int[] chosen, int count) {
        if (!spec.kind().givesPairs()) {
            return rows.select(chosen, count).compact();
        }
        List<ColumnType> otherTypes = heldSide == Side.LEFT ? spec.rightTypes() : spec.leftTypes();
        Batch nothing = RowBuffer.concat(List.of(), otherTypes);
        int[] none = new int[count];
        Arrays.fill(none, -1);
        return heldSide == Side.LEFT
                ? JoinOutput.of(rows, nothing, new JoinOutput.Pairs(chosen, none, count))
                : JoinOutput.of(nothing, rows, new JoinOutput.Pairs(none, chosen, count));
    }
}
