package org.cairndb.writer.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Flusher;
import org.cairndb.storage.snapshot.Snapshot;

/** The right to replace a head while the transactions of this writer wait; given up by {@link #close}. Not thread-safe. */
public final class ExclusiveCommit implements AutoCloseable {
    private final CommitQueue queue;
    private final BranchHead head;
    private final CommitSettings settings;

    /** Waits for the transactions that are being committed. */
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
        Backoff backoff = new Backoff(settings.retryDeadline(), settings.random());
        boolean sent = false;
        boolean unknown = false;
        while (true) {
            CairnException failure;
            try {
                Optional<Boolean> settled = sent ? settled(base, after, nonce) : Optional.empty();
                if (settled.isPresent()) {
                    return settled.get();
                }
                sent = true;
                if (head.swap(base, after)) {
                    return true;
                }
                boolean wasUnknown = unknown;
                // Until the head has been read: a refusal alone does not prove that nothing was applied.
                unknown = true;
                settled = settled(base, after, nonce);
                if (settled.isPresent()) {
                    return settled.get();
                }
                unknown = wasUnknown;
                failure = moved("The head moved");
            } catch (CairnException e) {
                failure = e;
                head.forget();
                unknown |= e.code().kind() == ErrorKind.UNKNOWN_OUTCOME;
            }
            boolean retry = unknown || failure.code().kind() == ErrorKind.RETRY;
            if (!retry || !backoff.pause()) {
                throw unknown ? unresolved(failure) : failure;
            }
        }
    }

    /** What became of a swap that was sent, as far as the head tells: empty while it can still take effect. */
    private Optional<Boolean> settled(BranchHead.Known base, Snapshot after, long nonce) {
        BranchHead.Known current = head.refresh();
        if (OwnTransaction.isIn(current.snapshot(), after.tx(), nonce)) {
            return Optional.of(true);
        }
        return current.isSameAs(base) ? Optional.empty() : Optional.of(false);
    }

    private static CairnException moved(String message) {
        return new CairnException(ErrorCode.HEAD_MOVED, message);
    }

    private CairnException unresolved(CairnException cause) {
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
