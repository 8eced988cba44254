"""A package, so that what its fixtures hold ends with this folder: in a bare folder, pytest keeps a package's fixture
until all tests of the run are over, and the open transaction of the demo county would swallow every test after it."""
