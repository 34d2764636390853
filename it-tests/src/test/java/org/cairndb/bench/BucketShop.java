package org.cairndb.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.cairndb.it.s3.FaultProxy;
import org.cairndb.it.s3.S3Server;
import org.cairndb.it.s3.S3ServerKind;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.store.Location;

/** The shop in a bucket of a real server, seen through a network that can be made slow. */
public final class BucketShop implements AutoCloseable {
    private final S3Server server = S3Server.shared(S3ServerKind.S3PROXY);
    private final FaultProxy network = FaultProxy.to(server.endpoint());
    private final String bucket = server.newBucket();
    private final ShopData data;

    /** Loads both databases. */
    public BucketShop(int size) {
        this.data = new ShopData(size);
        CairnShop shop = new CairnShop(data, Location.parse(catalog()), Location.parse(inventory()));
        shop.loadProducts();
        shop.loadStock();
        forget();
    }

    /** What every request goes through. */
    public FaultProxy network() {
        return network;
    }

    /** What was loaded. */
    public ShopData data() {
        return data;
    }

    /** Location of the products. */
    public String catalog() {
        return location(server, network.endpoint(), bucket + "/catalog");
    }

    /** Location of the stock rows. */
    public String inventory() {
        return location(server, network.endpoint(), bucket + "/inventory");
    }

    /** A location on a server, reached through an address. */
    public static String location(S3Server server, URI endpoint, String path) {
        return "s3://%s?endpoint=%s&region=%s&accessKeyId=%s&secretAccessKey=%s"
                .formatted(path, encoded(endpoint.toString()), server.region(), server.accessKey(), server.secretKey());
    }

    /** Connects to both databases. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:?attach.catalog=%s&attach.inventory=%s"
                .formatted(encoded(catalog()), encoded(inventory())));
    }

    /** Connects to the products alone. */
    public Connection connectToCatalog() throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:?attach.catalog=" + encoded(catalog()));
    }

    /** Forgets every node that was read and every request that was counted. */
    public void forget() {
        NodeCache.shared().clear();
        network.log().reset();
    }

    /** A location as it is written inside a URL. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        network.close();
    }
}
