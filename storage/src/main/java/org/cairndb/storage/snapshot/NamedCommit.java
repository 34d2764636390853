package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.NodeStore;

/**
 * A branch or a tag, and the commit that it names.
 *
 * @param name name of the branch or of the tag
 * @param tx its transaction
 * @param instant when that was committed
 * @param hash its commit hash
 */
public record NamedCommit(String name, long tx, Instant instant, CommitHash hash) {
    /** The branches of a database, sorted by name: one listing and one read of each head. */
    public static List<NamedCommit> branches(NodeStore store) {
        return heads(store, head -> !BranchNames.isTag(head));
    }

    /** The tags of a database, sorted by name: one listing and one read of each head. */
    public static List<NamedCommit> tags(NodeStore store) {
        return heads(store, BranchNames::isTag);
    }

    /** What a head names. */
    public static NamedCommit of(Head head) {
        String name = BranchNames.isTag(head.branch()) ? BranchNames.tagOf(head.branch()) : head.branch();
        return new NamedCommit(name, head.tx(), head.instant(), head.hash());
    }

    private static List<NamedCommit> heads(NodeStore store, Predicate<String> wanted) {
        List<NamedCommit> commits = new ArrayList<>();
        for (String name : store.listHeads()) {
            if (wanted.test(name) && store.readHead(name) instanceof HeadRead.Found found) {
                commits.add(of(Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(name, store.displayUri()))));
            }
        }
        return commits;
    }
}
