package org.cairndb.planner.exec.recursion;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.RowBuffer;
import org.cairndb.planner.exec.aggregate.FirstRows;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an input, then those of a plan that is run with them as its parameters, then those of the same plan run with what it just gave, until it gives
 * none. It holds the rows of two rounds, and where no row may come twice a copy of each that came.
 */
public final class RecursionOperator implements Operator {
    private final Rounds rounds;
    private final ExecutionContext context;
    private final @Nullable FirstRows seen;

    private Operator round;
    private List<Batch> given = new ArrayList<>();
    private long givenBytes;
    private long roundBytes;
    private long seenBytes;

    /** Begins with the rows of an input, which this operator closes. */
    public RecursionOperator(Operator first, Rounds rounds, ExecutionContext context) {
        this.round = first;
        this.rounds = rounds;
        this.context = context;
        this.seen = rounds.isAll ? null : new FirstRows(rounds.types, context);
    }

    /**
     * What is done in a round.
     *
     * @param plan makes the plan
     * @param types types of the columns
     * @param firstParameter the parameter that holds the first column of what the last round gave; the others follow
     * @param isAll whether rows may come again
     */
    public record Rounds(OperatorFactory plan, List<ColumnType> types, int firstParameter, boolean isAll) {
        /** Copies the list. */
        public Rounds {
            types = List.copyOf(types);
        }
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            context.checkCancelled();
            Batch batch = round.next();
            if (batch == null) {
                if (given.isEmpty()) {
                    return null;
                }
                beginRound();
                continue;
            }
            Batch fresh = fresh(batch.compact());
            if (fresh.rowCount() > 0) {
                keep(fresh);
                return fresh;
            }
        }
    }

    private Batch fresh(Batch batch) {
        if (seen == null) {
            return batch;
        }
        Batch fresh = seen.of(batch);
        long bytes = seen.bytes();
        if (bytes > seenBytes) {
            context.memory().reserve(bytes - seenBytes);
            seenBytes = bytes;
        }
        return fresh;
    }

    private void keep(Batch batch) {
        long bytes = RowBuffer.bytesOf(batch);
        context.memory().reserve(bytes);
        givenBytes += bytes;
        given.add(batch);
    }

    private void beginRound() {
        round.close();
        context.memory().release(roundBytes);
        roundBytes = givenBytes;
        givenBytes = 0;
        Batch rows = RowBuffer.concat(given, rounds.types, context);
        given = new ArrayList<>();
        Column[] columns = new Column[rounds.types.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.column(i);
        }
        round = rounds.plan.create(context.binding(rounds.firstParameter, columns));
    }

    @Override
    public void close() {
        round.close();
        given = new ArrayList<>();
        context.memory().release(givenBytes + roundBytes + seenBytes);
        givenBytes = 0;
        roundBytes = 0;
        seenBytes = 0;
    }
}
