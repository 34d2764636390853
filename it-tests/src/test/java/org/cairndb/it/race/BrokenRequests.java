package org.cairndb.it.race;

import java.util.Map;
import java.util.Optional;
import org.cairndb.it.s3.Exchange;
import org.cairndb.it.s3.Fault;
import org.cairndb.it.s3.FaultProxy;
import org.cairndb.it.s3.S3Server;
import org.cairndb.it.s3.S3ServerKind;
import org.cairndb.it.s3.Selection;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.store.s3.S3NodeStore;

/** An HTTP proxy in front of an S3 server. */
public final class BrokenRequests implements BadNetwork {
    private static final String HEADS = "/heads/";
    /** Longer than a server takes on a busy machine, so that what fails is what was made to fail. */
    private static final String TIMEOUT = "3s";

    private static final int CONCURRENCY = 4;
    private static final int SLOW_ANSWERS = 2;
    private static final Map<Fault, Double> SWAP_FAULTS = Map.of(
            Fault.RESET_AFTER, 0.1,
            Fault.RESET_BEFORE, 0.05,
            Fault.STATUS_503, 0.05,
            Fault.STATUS_500, 0.05,
            Fault.STATUS_409, 0.05,
            Fault.SENT_TWICE, 0.1,
            Fault.CUT_BODY, 0.05);
    private static final Map<Fault, Double> OTHER_FAULTS = Map.of(
            Fault.RESET_AFTER, 0.02,
            Fault.RESET_BEFORE, 0.02,
            Fault.STATUS_500, 0.02,
            Fault.CUT_BODY, 0.04);

    private final S3Server server;
    private final FaultProxy proxy;
    private final String bucket;

    /** A new bucket of a server. */
    public BrokenRequests(S3ServerKind kind) {
        server = S3Server.shared(kind);
        proxy = FaultProxy.to(server.endpoint());
        bucket = server.newBucket();
    }

    /** The location of the database for those who reach it through the proxy, with the secret, which an address does not show. */
    public String location() {
        return "%s&%s=%s".formatted(address().uri(), StoreOption.SECRET_ACCESS_KEY.key(), server.secretKey());
    }

    private StoreAddress.S3 address() {
        return new StoreAddress.S3(
                bucket,
                "race",
                StoreOptions.NONE
                        .with(StoreOption.ENDPOINT, proxy.endpoint().toString())
                        .with(StoreOption.REGION, server.region())
                        .with(StoreOption.PATH_STYLE, "true")
                        .with(StoreOption.ACCESS_KEY_ID, server.accessKey())
                        .with(StoreOption.SECRET_ACCESS_KEY, server.secretKey())
                        .with(StoreOption.REQUEST_TIMEOUT, TIMEOUT));
    }

    /** Stores of equal settings share connections, so each client has a setting of its own. */
    @Override
    public NodeStore connect(int client) {
        StoreAddress.S3 address = address();
        return S3NodeStore.open((StoreAddress.S3) address.withOptions(
                address.options().with(StoreOption.CONCURRENCY, Integer.toString(CONCURRENCY + client))));
    }

    @Override
    public void disturb(long seed) {
        long part = seed;
        proxy.inject(Fault.LOST_ANSWER, swaps().every(SLOW_ANSWERS).times(SLOW_ANSWERS));
        for (Fault fault : Fault.values()) {
            part++;
            inject(fault, swaps(), SWAP_FAULTS, part);
            inject(
                    fault,
                    Selection.all().and(request -> !isSwap(request.method(), request.path())),
                    OTHER_FAULTS,
                    -part);
        }
    }

    private void inject(Fault fault, Selection selection, Map<Fault, Double> shares, long seed) {
        Double share = shares.get(fault);
        if (share != null) {
            proxy.inject(fault, selection.withProbability(share, seed));
        }
    }

    private static boolean isSwap(String method, String path) {
        return method.equals("PUT") && path.contains(HEADS);
    }

    private static Selection swaps() {
        return Selection.of("PUT", HEADS);
    }

    @Override
    public void loseNextAnswer() {
        proxy.inject(Fault.RESET_AFTER, swaps().times(1));
    }

    @Override
    public void sever(boolean swapsArrive) {
        proxy.inject(swapsArrive ? Fault.RESET_AFTER : Fault.RESET_BEFORE, swaps());
        if (swapsArrive) {
            proxy.inject(Fault.RESET_BEFORE, Selection.of("GET", HEADS));
        }
    }

    @Override
    public void heal() {
        proxy.heal();
    }

    @Override
    public long faults() {
        return proxy.log().exchanges().stream()
                .map(Exchange::fault)
                .filter(Optional::isPresent)
                .count();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
