package org.cairndb.storage.snapshot;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.MissingHeads;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a database that a version text means: all digits are a transaction of the session's branch; anything else is a branch, a tag or the
 * first digits of a commit hash (at least 8), looked for in this order, and behind a tilde how many transactions earlier ({@code main~3}).
 *
 * <p>A commit is looked for in the line of the session first, and in those of other branches and tags if it is not there. One that is written down in a
 * head or a flush record is found before others, which cost a look through LOG.
 */
public final class Versions {
    private final Snapshot session;
    private final VersionText text;
    private final String version;

    private Versions(Snapshot session, String version) {
        this.session = session;
        this.version = version;
        this.text = VersionText.parse(version);
    }

    /**
     * The snapshot that a version means, read through the same store and counters as {@code session}; its own branch is the one that the session has seen,
     * another is read from the store.
     *
     * @throws CairnException NO_SUCH_DATABASE if there is no such version, OPTION_INVALID if it goes back behind the first transaction or several commits
     *     begin so
     */
    public static Snapshot resolve(Snapshot session, String version) {
        return new Versions(session, version).resolve();
    }

    /** The same in the line of {@code newest} alone, without a look at other heads; nothing if it is not there. */
    static Optional<Snapshot> within(Snapshot newest, String version) {
        Versions versions = new Versions(newest, version);
        VersionText text = versions.text;
        if (text.names(newest.head().branch())) {
            return Optional.of(versions.earlier(newest));
        }
        if (!text.mayBeHash()) {
            return Optional.empty();
        }
        return new CommitSearch(text.base()).find(newest).map(newest::asOf).map(versions::earlier);
    }

    /** Whether a version that means this snapshot will always mean the same transaction, because it is a commit and no branch or tag. */
    static boolean isFixed(Snapshot found, String version) {
        VersionText text = VersionText.parse(version);
        return text.mayBeHash() && !text.names(found.head().branch());
    }

    private Snapshot resolve() {
        if (text.tx().isPresent()) {
            return earlier(session.asOf(text.tx().getAsLong()));
        }
        Snapshot base = text.branch()
                .flatMap(this::headNamed)
                .or(() -> text.tag().flatMap(this::headNamed))
                .or(this::commit)
                .orElseThrow(() -> MissingHeads.explainVersion(session.store(), version));
        return earlier(base);
    }

    private Snapshot earlier(Snapshot base) {
        if (text.back() == 0) {
            return base;
        }
        if (text.back() >= base.tx()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Version \"%s\" is before the first transaction: \"%s\" is transaction %d"
                            .formatted(version, text.base(), base.tx()));
        }
        return base.asOf(base.tx() - text.back());
    }

    /** The newest state of the session's own branch. */
    private Snapshot newest() {
        return session.isPast() ? session.asOf(session.head().tx()) : session;
    }

    private Optional<Snapshot> headNamed(String name) {
        return name.equals(session.head().branch()) ? Optional.of(newest()) : read(name);
    }

    private Optional<Snapshot> read(String name) {
        if (session.store().readHead(name) instanceof HeadRead.Found found) {
            Head head = Head.decode(
                    found.bytes(),
                    "\"%s\" of \"%s\"".formatted(name, session.store().displayUri()));
            return Optional.of(newest().advanceTo(head));
        }
        return Optional.empty();
    }

    private Optional<Snapshot> commit() {
        if (!text.mayBeHash()) {
            return Optional.empty();
        }
        CommitSearch search = new CommitSearch(text.base());
        Snapshot own = newest();
        Optional<Snapshot> found = search.find(own).map(own::asOf);
        return found.isPresent() ? found : commitElsewhere(search);
    }

    /** A commit on branches and tags other than the session's; several of them may have it in common. */
    private Optional<Snapshot> commitElsewhere(CommitSearch search) {
        @Nullable Snapshot first = null;
        Map<Long, CommitHash> matches = new TreeMap<>();
        for (String name : session.store().listHeads()) {
            if (name.equals(session.head().branch())) {
                continue;
            }
            Optional<Snapshot> other = read(name);
            Optional<Long> tx = other.flatMap(search::find);
            if (tx.isPresent()) {
                Snapshot found = other.orElseThrow().asOf(tx.get());
                CommitHash hash = CommitChain.hashAt(other.orElseThrow(), tx.get());
                @Nullable CommitHash same = matches.put(tx.get(), hash);
                if (matches.size() > 1 || (same != null && !same.equals(hash))) {
                    throw CommitSearch.ambiguous(text.base(), matches);
                }
                first = first == null ? found : first;
            }
        }
        return Optional.ofNullable(first);
    }
}
