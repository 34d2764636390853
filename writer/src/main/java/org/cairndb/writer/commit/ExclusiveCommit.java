package org.cairndb.writer.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Flusher;
import org.cairndb.storage.snapshot.Snapshot;

/** The right to replace a head while the transactions of this writer wait; given up by {@link #close}. Not thread-safe. */
public final class ExclusiveCommit implements AutoCloseable {
    private final CommitQueue queue;
    private final BranchHead head;
    private final CommitSettings settings;

    /**
     * Waits for the transactions that are being committed.
     *
     * @throws CairnException CANCELLED if the thread is interrupted
     */
    public ExclusiveCommit(CommitQueue queue, BranchHead head, CommitSettings settings) {
        this.queue = queue;
        this.head = head;
        this.settings = settings;
        queue.acquire();
    }

    /** The newest head, after a flush if it had a tail. */
    public BranchHead.Known flushed() {
        return Retries.run(settings, () -> {
            BranchHead.Known current = head.refresh();
            if (current.snapshot().head().tail().isEmpty()) {
                return current;
            }
            List<StoredNode> nodes = new ArrayList<>();
            Snapshot flushed =
                    Flusher.flush(head.counted(current.snapshot()), nodes::add).uncounted();
            head.putNodes(nodes);
            head.swap(current, flushed);
            throw moved("The head is read again after a flush");
        });
    }

    /**
     * Replaces a head by a snapshot whose newest transaction has this nonce.
     *
     * @return whether that is done; false if another writer was first
     * @throws CairnException OUTCOME_UNKNOWN if that is not known
     */
    public boolean replace(BranchHead.Known base, Snapshot after, long nonce) {
        return new Replacement(base, after, nonce).run();
    }

    /** The tries of one replacement. */
    private final class Replacement {
        private final BranchHead.Known base;
        private final Snapshot after;
        private final long nonce;
        private final Backoff backoff = new Backoff(settings.retryDeadline(), settings.random());
        private boolean sent;
        /** Whether a failure now would leave open what became of the swap. */
        private boolean unknown;

        Replacement(BranchHead.Known base, Snapshot after, long nonce) {
            this.base = base;
            this.after = after;
            this.nonce = nonce;
        }

        boolean run() {
            while (true) {
                Throwable failure;
                try {
                    Optional<Boolean> settled = tryOnce();
                    if (settled.isPresent()) {
                        return settled.get();
                    }
                    failure = moved("The head moved");
                } catch (RuntimeException | Error e) {
                    failure = e;
                    head.forget();
                }
                if (!Retries.mayPass(failure) || !backoff.pause()) {
                    return settledAtLast(failure);
                }
            }
        }

        private Optional<Boolean> tryOnce() {
            Optional<Boolean> settled = sent ? settled() : Optional.empty();
            if (settled.isPresent()) {
                return settled;
            }
            sent = true;
            boolean wasUnknown = unknown;
            try {
                if (head.swap(base, after)) {
                    return Optional.of(true);
                }
            } catch (RuntimeException | Error e) {
                unknown = wasUnknown || Retries.leavesOpen(e);
                throw e;
            }
            return settledAfterRefusal(wasUnknown);
        }

        /** Until the head has been read the outcome is unknown: a refusal alone does not prove that nothing was applied. */
        private Optional<Boolean> settledAfterRefusal(boolean wasUnknown) {
            unknown = true;
            Optional<Boolean> settled;
            try {
                settled = settled();
            } catch (CairnException e) {
                unknown = wasUnknown || !Retries.isVanished(e);
                throw e;
            }
            unknown = wasUnknown;
            return settled;
        }

        /** What became of the swap, as far as the head tells: empty while it can still take effect. */
        private Optional<Boolean> settled() {
            BranchHead.Known current = head.refresh();
            if (OwnTransaction.isIn(current.snapshot(), after.tx(), nonce)) {
                return Optional.of(true);
            }
            return current.isSameAs(base) ? Optional.empty() : Optional.of(false);
        }

        private boolean settledAtLast(Throwable failure) {
            if (!unknown) {
                throw unchecked(failure);
            }
            Optional<Boolean> settled = Optional.empty();
            try {
                settled = Retries.lastLook(settings, this::settled);
            } catch (RuntimeException | Error e) {
                failure.addSuppressed(e);
            }
            return settled.orElseThrow(() -> unresolved(failure));
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error e) {
            throw e;
        }
        return (RuntimeException) failure;
    }

    private static CairnException moved(String message) {
        return new CairnException(ErrorCode.HEAD_MOVED, message);
    }

    private CairnException unresolved(Throwable cause) {
        return new CairnException(
                ErrorCode.OUTCOME_UNKNOWN,
                "It is not known whether the load was committed to \"%s\"; read the database before it is started again"
                        .formatted(head.store().displayUri()),
                cause);
    }

    @Override
    public void close() {
        queue.release();
    }
}
