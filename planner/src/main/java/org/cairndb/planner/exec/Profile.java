package org.cairndb.planner.exec;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/** What the operators of one execution do: rows, batches and time, of all threads together. Safe for several threads. */
public final class Profile {
    private final RequestCounter requests;
    private final LongSupplier nanos;
    private final Map<Integer, Measured> operators = new ConcurrentHashMap<>();
    private final Map<Integer, WorkCounter> work = new ConcurrentHashMap<>();

    /** A profile of an execution whose requests are counted elsewhere, by a clock of nanoseconds. */
    public Profile(RequestCounter requests, LongSupplier nanos) {
        this.requests = requests;
        this.nanos = nanos;
    }

    /**
     * What the operators of one place in a plan did together.
     *
     * @param opened operators that were made
     * @param rows rows given out
     * @param batches batches that they came in
     * @param nanos time that it took, inputs included
     */
    public record Measured(long opened, long rows, long batches, long nanos) {
        private static final Measured NOTHING = new Measured(0, 0, 0, 0);

        private Measured plus(long newRows, long newBatches, long newNanos) {
            return new Measured(opened, rows + newRows, batches + newBatches, nanos + newNanos);
        }

        private Measured openedAgain() {
            return new Measured(opened + 1, rows, batches, nanos);
        }
    }

    /** What the execution asks of stores and caches. */
    public RequestCounter requests() {
        return requests;
    }

    /** The time, in nanoseconds from an arbitrary moment on. */
    public long now() {
        return nanos.getAsLong();
    }

    /** What happened at a place of the plan. */
    public Optional<Measured> at(int place) {
        return Optional.ofNullable(operators.get(place));
    }

    /** What the operators at a place of the plan wrote and skipped. */
    public Optional<WorkCounter> workAt(int place) {
        return Optional.ofNullable(work.get(place));
    }

    /** A new operator at a place of the plan, measured from now on. */
    public Operator measured(int place, OperatorFactory factory, ExecutionContext context) {
        operators.merge(place, Measured.NOTHING.openedAgain(), (old, first) -> old.openedAgain());
        WorkCounter counter =
                work.computeIfAbsent(place, key -> context.workCounter().ofOperator());
        return new MeasuredOperator(place, factory.create(context.countedBy(counter)));
    }

    private final class MeasuredOperator implements Operator {
        private final int place;
        private final Operator operator;

        MeasuredOperator(int place, Operator operator) {
            this.place = place;
            this.operator = operator;
        }

        @Override
        public @Nullable Batch next() {
            long start = now();
            @Nullable Batch batch = operator.next();
            long rows = batch == null ? 0 : batch.rowCount();
            long batches = batch == null ? 0 : 1;
            long taken = now() - start;
            operators.computeIfPresent(place, (key, old) -> old.plus(rows, batches, taken));
            return batch;
        }

        @Override
        public void close() {
            operator.close();
        }
    }
}
