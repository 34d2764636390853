package org.cairndb.planner.exec.parallel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/**
 * A part of a gathered pipeline with the batches that it has given so far. Whoever works on it has it to himself; all else happens under the lock of the
 * gathering operator.
 */
final class GatheredPart {
    /** Batches that may wait for the consumer. */
    private static final int MAX_WAITING = 64;

    private final PartedInput input;
    private final int number;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private boolean isBusy;
    private boolean isDone;
    private @Nullable Operator operator;

    GatheredPart(PartedInput input, int number) {
        this.input = input;
        this.number = number;
    }

    /** Whether somebody could work on it now. */
    boolean isFree() {
        return !isBusy && !isDone && waiting.size() < MAX_WAITING;
    }

    /** Whether so many batches wait that whoever works on it should turn to something else. */
    boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    /** Whether the consumer has made room for half of what may wait. */
    boolean hasRoomAgain() {
        return waiting.size() == MAX_WAITING / 2;
    }

    boolean isDone() {
        return isDone;
    }

    void take() {
        isBusy = true;
    }

    void leave() {
        isBusy = false;
    }

    /** Keeps a batch, or learns that there is none. */
    void keep(@Nullable Batch batch) {
        if (batch == null) {
            isDone = true;
        } else {
            waiting.add(batch);
        }
    }

    /** The first waiting batch, or null. */
    @Nullable
    Batch poll() {
        return waiting.poll();
    }

    /** The next batch of the pipeline, or null at its end; for whoever has the part to himself. */
    @Nullable
    Batch advance() {
        Operator open = operator;
        if (open == null) {
            open = input.open(number);
            operator = open;
        }
        Batch batch = open.next();
        if (batch == null) {
            close();
        }
        return batch;
    }

    void close() {
        Operator open = operator;
        operator = null;
        if (open != null) {
            open.close();
        }
    }
}
