package org.cairndb.planner.exec.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a pipeline in parts, worked on by several threads and given out in order.
 *
 * <p>Each part has a queue of finished batches. The consumer takes from the queue of the current part; while that is empty, it works on a part itself:
 * on the current one if nobody does, and then without a queue in between. Helpers run at most some parts ahead and leave a part whose queue is long, so
 * that little is buffered and no thread waits for a consumer who never comes back.
 */
public final class OrderedGather implements Operator {
    /** Parts that may be begun ahead of the current one, for each thread. */
    private static final int PARTS_AHEAD = 3;

    private final int maxHelpers;
    private final int maxAhead;
    private final List<GatheredPart> parts = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The part whose rows are given out. */
    private int current;

    private int helpers;
    private int helpersAtWork;
    private boolean closed;
    private @Nullable Throwable failure;

    /** Gathers with so many threads, the consumer included. */
    public OrderedGather(PartedInput input, int threads) {
        this.maxHelpers = threads - 1;
        this.maxAhead = PARTS_AHEAD * threads;
        for (int i = 0; i < input.parts(); i++) {
            parts.add(new GatheredPart(input, i));
        }
    }

    @Override
    public @Nullable Batch next() {
        lock.lock();
        try {
            while (true) {
                throwFailure();
                Batch ready = takeReady();
                if (ready != null || current == parts.size()) {
                    return ready;
                }
                callHelpers();
                GatheredPart part = freePart();
                if (part == null) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                Batch direct = work(part);
                if (direct != null) {
                    return direct;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next finished batch in order, moving past parts that are done. */
    private @Nullable Batch takeReady() {
        while (current < parts.size()) {
            GatheredPart part = parts.get(current);
            Batch ready = part.poll();
            if (ready != null) {
                if (part.hasRoomAgain()) {
                    callHelpers();
                }
                return ready;
            }
            if (!part.isDone()) {
                return null;
            }
            current++;
        }
        return null;
    }

    /** Asks for help as long as there is work for it. */
    private void callHelpers() {
        int wanted = Math.min(maxHelpers, parts.size() - current - 1);
        while (helpers < wanted) {
            helpers++;
            if (!Workers.offer(this::help)) {
                helpers--;
                return;
            }
        }
    }

    /** The first part that nobody works on and that may be begun or continued now. */
    private @Nullable GatheredPart freePart() {
        int end = Math.min(parts.size(), current + 1 + maxAhead);
        for (int i = current; i < end; i++) {
            if (parts.get(i).isFree()) {
                return parts.get(i);
            }
        }
        return null;
    }

    /** One step of the consumer, who holds the lock before and after; gives a batch of the current part out at once. */
    private @Nullable Batch work(GatheredPart part) {
        Batch batch = advance(part);
        if (batch != null && part == parts.get(current)) {
            return batch;
        }
        part.keep(batch);
        return null;
    }

    /** One step without the lock, which is held before and after. */
    private @Nullable Batch advance(GatheredPart part) {
        part.take();
        lock.unlock();
        try {
            return part.advance();
        } finally {
            lock.lock();
            part.leave();
        }
    }

    private void help() {
        lock.lock();
        helpersAtWork++;
        try {
            GatheredPart part = isOver() ? null : freePart();
            while (part != null) {
                finish(part);
                part = isOver() ? null : freePart();
            }
        } catch (RuntimeException | Error e) {
            failure = failure == null ? e : failure;
        } finally {
            helpers--;
            helpersAtWork--;
            changed.signalAll();
            lock.unlock();
        }
    }

    private boolean isOver() {
        return closed || failure != null;
    }

    /** Works on a part until it is done, or as far ahead as it may be. */
    private void finish(GatheredPart part) {
        while (!isOver() && !part.isDone() && !part.isFull()) {
            part.keep(advance(part));
            changed.signalAll();
        }
    }

    private void throwFailure() {
        Throwable failed = failure;
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed != null) {
            throw (RuntimeException) failed;
        }
    }

    /** Helpers may still be reading what belongs to the execution, so this waits until they have ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (helpersAtWork > 0) {
                changed.awaitUninterruptibly();
            }
            parts.forEach(GatheredPart::close);
        } finally {
            lock.unlock();
        }
    }
}
