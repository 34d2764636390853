package org.cairndb.storage.tree;

import org.cairndb.storage.node.StoredNode;

/** Takes the nodes that a build or an update makes, children before their parents. */
@FunctionalInterface
public interface NodeSink {
    /** Takes one node. */
    void accept(StoredNode node);
}
