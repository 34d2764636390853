package org.cairndb.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.BranchStart;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.commit.CommitSettings;
import org.cairndb.writer.commit.Retries;

/**
 * Creates, lists and deletes the branches and tags of a database. Safe for several threads.
 *
 * <p>A branch is a head of its own that begins where another is or was; a tag is a head that is never written again. Creating either writes one small object
 * and copies nothing, however large the database is. New entities and attributes of a branch get ids from a range of its own, chosen at random, so that those
 * of two branches can be told apart when one is merged into the other.
 */
public final class Branches {
    /** Ranges begin where doubles still hold every integer. */
    private static final long MOST_ENTITY = 1L << 53;

    private static final int LEAST_ATTRIBUTE = 1 << 20;
    private static final int MOST_ATTRIBUTE = Integer.MAX_VALUE - (1 << 20);
    private static final int NONCE_BYTES = 16;

    private final NodeStore store;
    private final CommitSettings settings;

    Branches(NodeStore store, CommitSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * The branches and tags of the database in a store.
     *
     * @throws CairnException UNSUPPORTED for a store that lets writers overwrite one another
     */
    public static Branches open(NodeStore store, WriterOptions options) {
        store.proveSwaps();
        return new Branches(store, options.settings());
    }

    /** Which branch a location means to a writer. */
    static String named(Location location) {
        if (location.version() instanceof LocationVersion.Unspecified) {
            return Writer.MAIN_BRANCH;
        }
        if (location.version() instanceof LocationVersion.Named named && BranchNames.isValid(named.name())) {
            return named.name();
        }
        throw new CairnException(
                ErrorCode.READ_ONLY, "A past snapshot cannot be written to; leave the version out or name a branch");
    }

    /** Refuses the head of a tag. */
    static String requireBranch(String name) {
        if (BranchNames.isTag(name)) {
            throw new CairnException(
                    ErrorCode.READ_ONLY,
                    "\"%s\" is a tag, which nothing is committed to; create a branch that begins there"
                            .formatted(BranchNames.tagOf(name)));
        }
        return name;
    }

    /**
     * Creates a branch at a snapshot of any branch, tag or past transaction: one conditional put, and before it some reads, and a node or two, where the
     * snapshot is before the last flush of its branch.
     *
     * @throws CairnException OPTION_INVALID if the name cannot name a branch or is taken, if nothing was committed yet, or if the roots of that time are gone
     */
    public NamedCommit create(String name, Snapshot at) {
        if (BranchNames.isTag(BranchNames.requireValid(name))) {
            throw invalid("A branch cannot be named \"%s\": such names are those of tags".formatted(name));
        }
        RandomGenerator random = settings.random();
        long entity = random.nextLong(EntityIds.BRANCH_BASE, MOST_ENTITY);
        int attribute = random.nextInt(LEAST_ATTRIBUTE, MOST_ATTRIBUTE);
        return put(begin(at, name).withNextIds(entity, attribute));
    }

    /**
     * Creates a tag at a snapshot, at the same cost as {@link #create}.
     *
     * @throws CairnException OPTION_INVALID as {@link #create}
     */
    public NamedCommit createTag(String name, Snapshot at) {
        String head = BranchNames.headOfTag(BranchNames.requireValid(name));
        boolean isShadowed = name.equals(Writer.MAIN_BRANCH) || BranchNames.isTag(name);
        if (isShadowed || !BranchNames.isValid(head)) {
            throw invalid("A tag cannot be named \"%s\"; choose another name".formatted(name));
        }
        return put(begin(at, head));
    }

    /** All branches, sorted by name. */
    public List<NamedCommit> list() {
        return NamedCommit.branches(store);
    }

    /** All tags, sorted by name. */
    public List<NamedCommit> tags() {
        return NamedCommit.tags(store);
    }

    /**
     * Deletes a branch, unless it moves meanwhile. What was committed to it alone can no longer be reached.
     *
     * @return what it named
     * @throws CairnException OPTION_INVALID for the main branch, NO_SUCH_DATABASE if there is no such branch, HEAD_MOVED if somebody commits to it meanwhile
     */
    public NamedCommit delete(String name) {
        if (name.equals(Writer.MAIN_BRANCH) || BranchNames.isTag(name)) {
            throw invalid(
                    BranchNames.isTag(name)
                            ? "\"%s\" is no branch; delete the tag \"%s\"".formatted(name, BranchNames.tagOf(name))
                            : "The main branch cannot be deleted");
        }
        return deleteHead(name, name);
    }

    /**
     * Deletes a tag.
     *
     * @return what it named
     * @throws CairnException NO_SUCH_DATABASE if there is no such tag
     */
    public NamedCommit deleteTag(String name) {
        return deleteHead(BranchNames.headOfTag(BranchNames.requireValid(name)), name);
    }

    private Head begin(Snapshot at, String head) {
        if (at.tx() == 0) {
            throw invalid("Nothing can begin at \"%s\" before the first transaction; commit something first"
                    .formatted(store.displayUri()));
        }
        if (!at.store().displayUri().equals(store.displayUri())) {
            throw invalid("A snapshot of \"%s\" is none of \"%s\"; open it there, or sync first"
                    .formatted(at.store().displayUri(), store.displayUri()));
        }
        List<StoredNode> nodes = new ArrayList<>();
        Head begun = BranchStart.head(at, head, nodes::add);
        if (!nodes.isEmpty()) {
            Retries.run(settings, () -> {
                store.putNodes(nodes);
                return nodes.size();
            });
        }
        return begun;
    }

    /** Creates a head; after a lost answer or a refusal it is looked at whether it holds these very bytes. */
    private NamedCommit put(Head head) {
        byte[] nonce = new byte[NONCE_BYTES];
        settings.random().nextBytes(nonce);
        Bytes content = head.encode(Bytes.wrap(nonce));
        Retries.run(settings, () -> {
            if (store.swapHead(head.branch(), Optional.empty(), content) instanceof HeadSwap.Lost
                    && !(store.readHead(head.branch()) instanceof HeadRead.Found found
                            && found.bytes().equals(content))) {
                throw exists(head.branch());
            }
            return content;
        });
        return NamedCommit.of(head);
    }

    private CairnException exists(String head) {
        return invalid(
                BranchNames.isTag(head)
                        ? "\"%s\" has a tag \"%s\" already; choose another name, or delete that one first"
                                .formatted(store.displayUri(), BranchNames.tagOf(head))
                        : "\"%s\" has a branch \"%s\" already; choose another name"
                                .formatted(store.displayUri(), head));
    }

    private NamedCommit deleteHead(String head, String name) {
        if (!(store.readHead(head) instanceof HeadRead.Found found)) {
            throw BranchNames.isTag(head)
                    ? MissingHeads.explainVersion(store, name)
                    : MissingHeads.explain(store, head);
        }
        NamedCommit deleted =
                NamedCommit.of(Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(head, store.displayUri())));
        if (!store.deleteHead(head, found.version())) {
            throw new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "Somebody changed \"%s\" of \"%s\" meanwhile, so it was not deleted; try again"
                            .formatted(name, store.displayUri()));
        }
        return deleted;
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }
}
