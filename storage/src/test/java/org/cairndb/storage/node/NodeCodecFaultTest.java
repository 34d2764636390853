package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged bytes give NODE_CORRUPT or, where the damage is to a value, another valid node, and never anything else. */
class NodeCodecFaultTest {
    private static final int ROUNDS = 600;
    private static final NodeId ID = NodeId.of(Bytes.EMPTY);

    @ParameterizedTest
    @EnumSource(Index.class)
    void damagedStoredBytesAreRefusedOrDecode(Index index) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            decode(damaged(node(index, random).toByteArray(), 0, random), seed);
        }
    }

    /** Damages the body under a header without compression, so that the damage reaches every decoder. */
    @ParameterizedTest
    @EnumSource(Index.class)
    void damagedBodiesAreRefusedOrDecode(Index index) {
        int decoded = 0;
        for (int seed = 0; seed < 4 * ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] open = uncompressed(node(index, random));
            byte[] damaged = damaged(open, NodeFormat.HEADER_BYTES, random);
            ByteWriter length = new ByteWriter();
            length.int32(damaged.length - NodeFormat.HEADER_BYTES);
            System.arraycopy(length.array(), 0, damaged, NodeFormat.HEADER_BYTES - 4, 4);
            decoded += decode(damaged, seed);
        }
        assertThat(decoded).isLessThan(4 * ROUNDS);
    }

    @Test
    void randomBodiesAreRefusedOrDecode() {
        for (int seed = 0; seed < 10 * ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[NodeFormat.HEADER_BYTES + random.nextInt(200)];
            for (int i = NodeFormat.HEADER_BYTES; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(6));
            }
            ByteWriter header = new ByteWriter();
            header.int32(NodeFormat.MAGIC);
            header.int8(NodeFormat.VERSION);
            int kind = 1 + random.nextInt(2);
            header.int8(kind);
            header.int8(1 + random.nextInt(7));
            header.int8(kind - 1);
            header.int32(0);
            header.int32(bytes.length - NodeFormat.HEADER_BYTES);
            System.arraycopy(header.array(), 0, bytes, 0, NodeFormat.HEADER_BYTES);
            decode(bytes, seed);
        }
    }

    @Test
    void everyCutIsRefusedAndNamesTheNode() {
        byte[] stored = uncompressed(NodeCodec.encode(new RandomDatoms(new Random(1)).leaf(Index.LOG, 200)));
        for (int length = 0; length < stored.length; length++) {
            Bytes cut = Bytes.of(stored, 0, length);
            assertThatThrownBy(() -> NodeCodec.decode(cut, ID))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_CORRUPT))
                    .hasMessageStartingWith("Node " + ID + " is damaged: ");
        }
    }

    @Test
    void wrongHeaderIsNamed() {
        byte[] stored = NodeCodec.encode(new RandomDatoms(new Random(1)).leaf(Index.EAVT, 200))
                .toByteArray();
        assertProblem(stored, 0, 0, "does not begin with the mark of this format");
        assertProblem(stored, 4, 9, "has format version 9, and this program reads version 1");
        assertProblem(stored, 5, 3, "kind 3 is not that of a node");
        assertProblem(stored, 6, 8, "index 8 is unknown");
        assertProblem(stored, 7, 1, "its level is 1");
        assertProblem(stored, 8, 7, "compression codec 7 is unknown");
        assertProblem(stored, 10, 1, "reserved bytes of its header are not zero");
        assertProblem(stored, 15, 0x7F, "at most 67108864 are allowed");
    }

    private static void assertProblem(byte[] stored, int at, int value, String problem) {
        byte[] changed = stored.clone();
        changed[at] = (byte) value;
        assertThatThrownBy(() -> NodeCodec.decode(Bytes.wrap(changed), ID)).hasMessageContaining(problem);
    }

    @Test
    void aFewBytesCannotClaimUnboundedText() {
        ByteWriter body = new ByteWriter();
        int count = 1000;
        body.varint(count);
        body.varint(1);
        body.varint(64);
        body.varint(count);
        body.int8(LeafEncoder.TEXT);
        body.int8(0);
        progression(body, 1);
        constant(body, 1);
        body.int8(TextPlan.FRONT);
        long[] values = new long[count];
        Arrays.fill(values, 1, count, 1 << 20);
        LongsPlan.write(values, 0, count, body);
        Arrays.fill(values, 0);
        values[0] = 1 << 20;
        LongsPlan.write(values, 0, count, body);
        body.bytes(new byte[1 << 20], 0, 1 << 20);
        Bytes stored = new Envelope(NodeFormat.KIND_LEAF, Index.AEVT.number(), 0).seal(body);
        assertThatThrownBy(() -> NodeCodec.decode(stored, ID)).hasMessageContaining("its text is longer than");
    }

    private static void progression(ByteWriter body, long first) {
        body.int8(LongsPlan.PROGRESSION);
        body.zigzag(first);
        body.zigzag(1);
    }

    private static void constant(ByteWriter body, long value) {
        body.int8(LongsPlan.CONSTANT);
        body.zigzag(value);
    }

    private static Bytes node(Index index, Random random) {
        if (random.nextInt(4) == 0) {
            return NodeCodec.encode(new RandomBranches(random).branch(index, 20));
        }
        return NodeCodec.encode(new RandomDatoms(random).leaf(index, 60));
    }

    private static byte[] uncompressed(Bytes stored) {
        Envelope.Opened opened = Envelope.open(stored, Origin.node(ID));
        int raw = opened.body().remaining();
        ByteWriter open = new ByteWriter();
        open.bytes(stored.unsafeArray(), 0, 8);
        open.int32(0);
        open.int32(raw);
        open.bytes(opened.body().array(raw), 0, raw);
        return open.toBytes().toByteArray();
    }

    private static byte[] damaged(byte[] bytes, int from, Random random) {
        byte[] damaged = bytes.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = from + random.nextInt(damaged.length - from);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged[at]++;
                case 3 -> damaged[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                default -> damaged = Arrays.copyOf(damaged, Math.max(from + 1, at));
            }
        }
        return damaged;
    }

    /** 1 if the bytes are a node, 0 if they are refused as they should be. */
    private static int decode(byte[] bytes, int seed) {
        try {
            NodeCodec.decode(Bytes.wrap(bytes), ID);
            return 1;
        } catch (CairnException e) {
            assertThat(e.code()).as("seed %d", seed).isEqualTo(ErrorCode.NODE_CORRUPT);
            return 0;
        } catch (RuntimeException | OutOfMemoryError e) {
            return fail("seed " + seed, e);
        }
    }
}
