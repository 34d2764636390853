package org.cairndb.storage.store.tier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeStore;

/**
 * Another store with a copy of the database, such as a folder that a sync keeps up to date.
 *
 * <p>It is only read: nodes that nothing in the replica refers to would be garbage there. The replica belongs to the
 * caller, who closes it after the store in front of which it stands.
 */
public final class ReplicaTier implements NodeTier {
    private static final System.Logger LOG = System.getLogger(ReplicaTier.class.getName());

    private final NodeStore replica;

    /** Reads from a store that stays the caller's. */
    public ReplicaTier(NodeStore replica) {
        this.replica = replica;
    }

    @Override
    public List<Fetch> find(List<NodeId> ids) {
        try {
            List<Fetch> fetched = replica.fetchNodes(ids);
            var verified = new ArrayList<Fetch>(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                verified.add(verified(ids.get(i), fetched.get(i)));
            }
            return verified;
        } catch (CairnException e) {
            LOG.log(System.Logger.Level.DEBUG, "the replica does not answer", e);
            return ids.stream().<Fetch>map(Fetch.Missing::new).toList();
        }
    }

    private static Fetch verified(NodeId id, Fetch fetch) {
        if (fetch instanceof Fetch.Found found && NodeId.of(found.bytes()).equals(id)) {
            return found;
        }
        return new Fetch.Missing(id);
    }

    @Override
    public void keep(Collection<StoredNode> nodes) {
        // A replica changes by a sync only.
    }

    @Override
    public void forget(Collection<NodeId> ids) {
        // What the replica's own heads reach stays there.
    }

    @Override
    public void flush() {
        // Nothing is ever under way.
    }
}
