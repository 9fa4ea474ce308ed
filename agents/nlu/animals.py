"""The animals leads live with, by kind and by breed."""

from __future__ import annotations

from typing import Final

#: Animals of a household, and the breeds they are called by.
PET: Final = (
    r"(?:mascotas?|animalit?os?|animais|cachorros?|cao|hunde?|katzen?|haustiere?|chiens?|"
    r"salukis?|pood?les?|galg[oa]s?|greyhounds?|lurchers?|staff(?:y|ies)|cockapoos?|labradoodles?|"
    r"pinschers?|dalmatas?|dalmatians?|akitas?|lizards?|bearded dragons?|iguanas?|geckos?|snakes?|"
    r"lagart(?:o|ija)s?|serpientes?|hedgehogs?|erizos?|chinchillas?|gerbils?|budgies?|parakeets?|"
    r"pericos?|periquitos?|cockatiels?|"
    r"perr(?:o|a|os|as|it[oa]s?)|gat(?:o|a|os|as|it[oa]s?)|cachorr[oa]|labrador|"
    r"labs|golden|mastin|poodle|bulldog|"
    r"pastor aleman|whippet|pets?|dogs?|cats?|pupp(?:y|ies)|kittens?|doggo|retriever|chihuahua|"
    r"pug|husk(?:y|ies)|beagle|parrot|perrhij[oa]|michi|lomito|firulais|quiltr[oa]|peludo|caniche|"
    r"schnauzer|yorkie|salchicha|dachshund|rottweiler|pit ?bull|boxer|collie|terrier|spaniel|corgi|"
    r"shih ?tzu|malt(?:es|ese)|bichon|doberman|pastor|german shepherd|shepherd|hound|doodle|"
    r"pooch|great dane|mastiff|"
    r"pup|dogg(?:y|ies|o)|kitt(?:y|ies)|siames|loros?|cotorra|canari[oa]|hamster|cuy|cobaya|"
    r"tortugas?|tortoises?|turtles?|pitt?(?:ie)?(?: ?bull)?(?: mix)|pitties?|mutts?|frenchies?|"
    r"shibas?|"
    r"weimaraner|vizsla|pomerania\w*|westies?|jack russell|dogos?|mininos?|felin[oa]s?|"
    r"peludit[oa]s?|"
    r"mestiz[oa](?= de| chic| grand)|gatic[oa]s?|perrijos?|"
    r"animal|huron|ferret|guinea pig|bunn(?:y|ies)|conej[oa]|rabbit)(?:e?s)?"
)
