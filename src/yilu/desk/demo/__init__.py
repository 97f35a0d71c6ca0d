"""The demo world: a synthetic postal network on real places, calibrated on published facts. Same seed, same world.

The modules directly in this folder are pure (numpy in, numpy out, no Django); `writing` puts the world into the
database through the rooms' actions.
"""
