package org.cairndb.writer.commit;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Flusher;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.tx.Preparation;
import org.cairndb.writer.tx.Prepared;
import org.cairndb.writer.tx.Stamp;
import org.cairndb.writer.tx.TailChanges;
import org.jspecify.annotations.Nullable;

/**
 * Makes one group of transactions durable by one head swap.
 *
 * <p>A lost race means: read the head again, validate again, run functions again. After a lost answer the head may hold the group already, or may come to
 * hold it later, as long as it still has the version that the group was sent against. So the head is read and searched for the group's nonce before
 * anything else, and while the version is unchanged the very same transactions are sent again: whichever of the two swaps arrives first wins and the other
 * is refused, because a version never comes back.
 */
final class Committer {
    private final BranchHead head;
    private final CommitSettings settings;
    private final TailCache tails = new TailCache();

    Committer(BranchHead head, CommitSettings settings) {
        this.head = head;
        this.settings = settings;
    }

    /** Completes the result of every request. Not thread-safe. */
    void commit(List<Request> group) {
        new Round(group).run();
    }

    /** The tries of one group. */
    private final class Round {
        private final List<Request> open;
        private final Backoff backoff = new Backoff(settings.retryDeadline(), settings.random());
        /** The last try whose answer was lost and which can still take effect. */
        private @Nullable Attempt unknown;

        private final BranchHead counted = head.countedBy(new RequestCounter());

        Round(List<Request> group) {
            this.open = new ArrayList<>(group);
        }

        void run() {
            while (!open.isEmpty()) {
                CairnException failure;
                boolean again;
                try {
                    if (tryOnce()) {
                        return;
                    }
                    failure = movedHead();
                    again = backoff.pauseBriefly();
                } catch (CairnException e) {
                    failure = e;
                    counted.forget();
                    boolean retry =
                            e.code().kind() == ErrorKind.RETRY || e.code().kind() == ErrorKind.UNKNOWN_OUTCOME;
                    again = retry && backoff.pause();
                }
                if (!again) {
                    fail(unknown == null ? failure : unresolved(failure));
                    return;
                }
            }
        }

        /** Whether the group is done; false if another writer was first. */
        private boolean tryOnce() {
            BranchHead.Known current = counted.known();
            Attempt lost = unknown;
            if (lost != null && lost.isIn(current.snapshot())) {
                lost.acknowledge(counted.requests());
                return true;
            }
            boolean pending = lost != null && lost.base().isSameAs(current);
            if (!pending) {
                unknown = null;
            }
            Attempt attempt = lost != null && pending ? lost : prepare(current);
            if (attempt.entries().isEmpty()) {
                return true;
            }
            if (!attempt.nodes().isEmpty()) {
                counted.putNodes(attempt.nodes());
            }
            return swap(attempt);
        }

        private boolean swap(Attempt attempt) {
            try {
                if (!counted.swap(attempt.base(), attempt.after())) {
                    return false;
                }
            } catch (CairnException e) {
                if (e.code().kind() == ErrorKind.UNKNOWN_OUTCOME) {
                    unknown = attempt;
                }
                throw e;
            }
            attempt.acknowledge(counted.requests());
            return true;
        }

        private Attempt prepare(BranchHead.Known base) {
            List<Attempt.Entry> entries = new ArrayList<>();
            Snapshot after = counted.counted(base.snapshot());
            TailChanges tail = tails.of(after.head()).layer();
            for (Request request : List.copyOf(open)) {
                try {
                    Stamp stamp = Stamp.after(after, settings.clock().instant(), request.nonce());
                    Prepared prepared = Preparation.prepare(after, tail, request.transact(), stamp);
                    after = after.with(prepared.transaction());
                    tail.apply(prepared.transaction(), after.schema());
                    entries.add(new Attempt.Entry(request, prepared, after.uncounted()));
                } catch (RuntimeException | StackOverflowError e) {
                    open.remove(request);
                    request.result().completeExceptionally(e);
                }
            }
            if (entries.isEmpty() || !settings.bounds().passedBy(after.head())) {
                return new Attempt(base, after.uncounted(), List.of(), entries);
            }
            List<StoredNode> nodes = new ArrayList<>();
            Snapshot flushed = Flusher.flush(after, nodes::add);
            return new Attempt(base, flushed.uncounted(), nodes, entries);
        }

        private void fail(CairnException failure) {
            open.forEach(request -> request.result().completeExceptionally(failure));
        }

        private CairnException movedHead() {
            return new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "Other writers moved the head of \"%s\" again and again for %s; try again"
                            .formatted(head.store().displayUri(), settings.retryDeadline()));
        }

        private CairnException unresolved(CairnException cause) {
            return new CairnException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "It is not known whether the transaction was committed to \"%s\"; read the database before it is sent again"
                            .formatted(head.store().displayUri()),
                    cause);
        }
    }
}
