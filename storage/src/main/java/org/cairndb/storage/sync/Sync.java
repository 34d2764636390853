package org.cairndb.storage.sync;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;

/**
 * Copies branches of a database from one store to another.
 *
 * <p>Only what the destination lacks is sent, and a branch only ever moves forward along its commit chain. When a method
 * returns, the destination is complete as of the head that the source had at the beginning. A sync that was killed is
 * simply started again. Both stores stay open; neither may be read through a cache on disk.
 */
public final class Sync {
    private final NodeStore source;
    private final NodeStore destination;
    private final SyncProgress progress;
    private final CopyLimits limits;
    private final RandomGenerator random = new SecureRandom();

    Sync(NodeStore source, NodeStore destination, SyncProgress progress, CopyLimits limits) {
        this.source = source;
        this.destination = destination;
        this.progress = progress;
        this.limits = limits;
    }

    /**
     * Copies one branch.
     *
     * @throws CairnException NO_SUCH_DATABASE if the source has no such branch, OPTION_INVALID if the destination has commits
     *     that the source lacks or holds another database, HEAD_MOVED if somebody else moved the branch of the destination
     *     meanwhile, NODE_CORRUPT or HEAD_CORRUPT if stored bytes are damaged, UNSUPPORTED if the destination ignores the
     *     condition of a head swap
     */
    public static SyncReport branch(NodeStore source, NodeStore destination, String branch, SyncProgress progress) {
        return new Sync(source, destination, progress, CopyLimits.STANDARD).branch(branch);
    }

    /**
     * Copies all branches that the source has, one after the other; those that only the destination has stay as they are.
     *
     * @throws CairnException as {@link #branch}; branches before the one that failed are complete
     */
    public static List<SyncReport> allBranches(NodeStore source, NodeStore destination, SyncProgress progress) {
        return new Sync(source, destination, progress, CopyLimits.STANDARD).allBranches();
    }

    SyncReport branch(String branch) {
        return branch(branch, new Copied());
    }

    List<SyncReport> allBranches() {
        List<String> branches = source.listHeads();
        if (branches.isEmpty()) {
            throw MissingHeads.explain(source, "");
        }
        Copied copied = new Copied();
        List<SyncReport> reports = new ArrayList<>();
        branches.forEach(branch -> reports.add(branch(branch, copied)));
        return reports;
    }

    private SyncReport branch(String branch, Copied copied) {
        return new BranchSync(source, destination, new Tally(branch, progress), limits, random, copied).run();
    }
}
