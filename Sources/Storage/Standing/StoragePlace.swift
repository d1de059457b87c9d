/// Where a box keeps what must outlive it.
package struct StoragePlace: Hashable, Sendable {
    package var database: String
    /// Room that is set aside for the day on which the disk is full.
    package var ballast: String?
    /// The directory of the nightly copies.
    package var snapshots: String?

    package init(database: String, ballast: String? = nil, snapshots: String? = nil) {
        self.database = database
        self.ballast = ballast
        self.snapshots = snapshots
    }
}
