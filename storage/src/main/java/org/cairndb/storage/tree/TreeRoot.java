package org.cairndb.storage.tree;

import org.cairndb.storage.node.NodeId;

/**
 * The top of a tree that holds at least one datom.
 *
 * @param id the root node
 * @param level distance of the root to the leaves, 0 where the root is a leaf
 * @param count datoms in the tree, at least 1
 * @param storedSize bytes of the root node as stored
 */
public record TreeRoot(NodeId id, int level, long count, int storedSize) {}
