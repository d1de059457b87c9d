/// Where a box keeps what must outlive it.
package struct StoragePlace: Hashable, Sendable {
    package var database: String
    /// Room that is set aside for the day on which the disk is full.
    package var ballast: String?

    package init(database: String, ballast: String? = nil) {
        self.database = database
        self.ballast = ballast
    }
}
